package io.devmesh.system.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.devmesh.system.FixtureStack;
import io.devmesh.system.NeedsProgram;
import io.devmesh.system.Replicas;
import io.devmesh.system.Stack;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Each request goes to the other replica than the one before. */
@NeedsProgram("npm")
@ExtendWith(FixtureStack.class)
class ConformanceOnTwoReplicasIT extends ConformanceContract {
    ConformanceOnTwoReplicasIT(Stack stack) {
        super("two-replicas", Replicas.of(stack, "edge-2"));
    }

    @Test
    void gaveBothReplicasTheSameShare() {
        report("2026-07-28");

        assertThat(replicas().requests())
                .hasSize(2)
                .allSatisfy(count -> assertThat(count)
                        .isPositive()
                        .isCloseTo(replicas().requests().getFirst(), Offset.offset(1)));
    }
}
