package io.devmesh.edge.mcp.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What clients send becomes part of names in Redis; none leads out of the session that it is of. */
class SessionNamesTest {
    private static final long SEED = 20_261_127L;
    private static final List<String> PARTS = List.of(
            "}", "{mcp:", ":", "stream:", "call:", "session", "g", ".", "1-0", "0", "-", "_", "\u0000", "\n", " ", "ä");

    @Test
    void areOfOneSessionAlone() {
        Random random = new Random(SEED);
        List<String> sessions =
                IntStream.range(0, 20).mapToObj(i -> SessionToken.randomId()).toList();
        Map<String, String> known = new HashMap<>();
        for (int i = 0; i < 20_000; i++) {
            String session = sessions.get(random.nextInt(sessions.size()));
            String call = "call:" + text(random);

            String key = RedisSessionStore.key(session, call);

            assertThat(key.substring(0, key.indexOf('}') + 1)).isEqualTo("{mcp:" + session + "}");
            assertThat(known.merge(key, session + " " + call, (before, now) -> before))
                    .isEqualTo(session + " " + call);
        }
        assertThat(known).hasSizeGreaterThan(10_000);
    }

    @Test
    void haveNoStreamInThemButOneThatCanBeWritten() {
        Random random = new Random(SEED);
        int good = 0;
        for (int i = 0; i < 50_000; i++) {
            String eventId = text(random);

            Optional<StreamKey.Place> place = StreamKey.parse(eventId);

            place.ifPresent(found -> {
                assertThat(found.stream()).matches("[A-Za-z0-9_-]+");
                assertThat(found.position()).matches("[0-9_-]+");
                assertThat(new StreamKey("s", found.stream()).eventId(found.position()))
                        .isEqualTo(eventId);
            });
            good += place.isPresent() ? 1 : 0;
        }
        assertThat(good).isPositive();
    }

    private static String text(Random random) {
        return random.ints(random.nextInt(6), 0, PARTS.size())
                .mapToObj(PARTS::get)
                .collect(Collectors.joining());
    }
}
