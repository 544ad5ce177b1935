package io.devmesh.worker.consume;

import static org.assertj.core.api.Assertions.assertThat;

import io.devmesh.shared.source.Ordering;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PlacementTest {
    private static final int LANES = 8;

    @Test
    void spreadsTheOrdersOfASourceOverAllLanes() {
        assertThat(lanesOfManyOrders(1, Optional.empty(), LANES)).hasSize(LANES);
    }

    @Test
    void keepsASourceInAsManyLanesAsItMayHave() {
        assertThat(lanesOfManyOrders(1, Optional.of(3), LANES)).hasSize(3);
    }

    @Test
    void keepsATenantInAsManyLanesAsItMayHave() {
        assertThat(lanesOfManyOrders(1, Optional.of(5), 2)).hasSize(2);
    }

    @Test
    void hasLanesAtAllWhereALimitIsHigherThanTheirNumber() {
        assertThat(lanesOfManyOrders(1, Optional.of(32), 32)).hasSize(LANES);
    }

    @Test
    void doesNotPutAllTenantsIntoTheSameLanes() {
        assertThat(IntStream.range(0, 50)
                        .mapToObj(tenant -> lanesOfManyOrders(tenant, Optional.empty(), 1))
                        .flatMap(Set::stream)
                        .collect(Collectors.toSet()))
                .hasSize(LANES);
    }

    @Test
    void keepsOneOrderInOneLane() {
        Placement placement = new Placement(new Ordering.ByRepository(), Optional.of(3));

        assertThat(IntStream.range(0, 50)
                        .map(number ->
                                placement.lane(Sample.arrival(number + "-0", 1, Optional.of("git/a")), LANES, LANES))
                        .distinct()
                        .count())
                .isOne();
    }

    private static Set<Integer> lanesOfManyOrders(long tenant, Optional<Integer> concurrency, int tenantLimit) {
        Placement placement = new Placement(new Ordering.ByRepository(), concurrency);
        return IntStream.range(0, 500)
                .mapToObj(number -> placement.lane(
                        Sample.arrival("1-" + number, tenant, Optional.of("git/" + number)), LANES, tenantLimit))
                .collect(Collectors.toSet());
    }
}
