package io.devmesh.edge.admission;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class BucketNameTest {
    private static final List<String> TOOLS = List.of(
            "", "event_get", "event_list", "event-get", "a", "tenant", "key", "00000000-0000-0000-0000-000000000001");

    /** In a cluster all that one script touches is at one place, which the hash tag decides. */
    @Test
    void isNeverTheSameForTwoAndAlwaysOneHashTag() {
        Random random = new Random(20_261_127L);
        Map<String, BucketName> known = new HashMap<>();
        for (int i = 0; i < 20_000; i++) {
            BucketName name = random(random);

            String key = name.key();

            assertThat(key).startsWith("{mcp:rate:" + name.type().label()).endsWith("}");
            assertThat(key.indexOf('}')).isEqualTo(key.length() - 1);
            assertThat(known.merge(key, name, (before, now) -> before)).isEqualTo(name);
            assertThat(key.contains(name.holder().toString())).isEqualTo(name.type() != LimitType.GLOBAL);
        }
        assertThat(known).hasSizeGreaterThan(1_000);
    }

    /** As Admission makes them. */
    private static BucketName random(Random random) {
        UUID holder = new UUID(0, 1 + random.nextInt(500));
        return switch (random.nextInt(4)) {
            case 0 -> BucketName.GLOBAL;
            case 1 -> new BucketName(LimitType.TENANT, holder);
            case 2 -> new BucketName(LimitType.KEY, holder);
            default -> new BucketName(LimitType.TOOL, holder, TOOLS.get(1 + random.nextInt(TOOLS.size() - 1)));
        };
    }
}
