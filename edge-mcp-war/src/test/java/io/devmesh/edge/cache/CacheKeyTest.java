package io.devmesh.edge.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.devmesh.shared.tenant.ApiKey;
import io.devmesh.shared.tenant.TenantId;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CacheKeyTest {
    private static final CacheScope ACME = new CacheScope.Of(new TenantId(new UUID(0, 1)));
    private static final CacheScope OTHER = new CacheScope.Of(new TenantId(new UUID(0, 2)));

    @Test
    void namesTenantRegionAndText() {
        assertThat(name(ACME, "text", "a.b-c_1"))
                .isEqualTo("edge_mcp:cache:00000000-0000-0000-0000-000000000001:text:a.b-c_1");
        assertThat(name(CacheScope.Unknown.TENANT, "text", "x")).isEqualTo("edge_mcp:cache:-:text:x");
    }

    @Test
    void hashesWhatIsLongOrNotPlain() {
        assertThat(Stream.of("a b", "{}", "a:b", "", "ä", "x".repeat(33)).map(text -> name(ACME, "text", text)))
                .allMatch(name -> name.matches("edge_mcp:cache:[0-9a-f-]{36}:text:sha256-[0-9a-f]{64}"))
                .doesNotHaveDuplicates();
    }

    @Test
    void neverShowsAnApiKey() {
        String secret = ApiKey.generate("us").reveal();

        assertThat(name(CacheScope.Unknown.TENANT, "text", secret)).doesNotContain(secret.substring(3));
    }

    @Test
    void isAnotherForAnotherTenantOrRegion() {
        assertThat(Stream.of(
                        name(ACME, "text", "x"),
                        name(OTHER, "text", "x"),
                        name(CacheScope.Unknown.TENANT, "text", "x"),
                        name(ACME, "other", "x")))
                .doesNotHaveDuplicates();
    }

    @Test
    void refusesARegionThatWouldBlurNames() {
        assertThatThrownBy(() -> name(ACME, "a:b", "x")).isInstanceOf(IllegalArgumentException.class);
    }

    /** Texts out of what names are made of, so that they would meet if they could. */
    @Test
    void isNeverTheSameForTwo() {
        Random random = new Random(20_261_127L);
        List<String> regions = List.of("text", "texts", "a", "a_b", "api_key");
        Map<String, String> known = new HashMap<>();
        for (int i = 0; i < 20_000; i++) {
            CacheScope scope = random.nextInt(4) == 0 ? CacheScope.Unknown.TENANT : random.nextBoolean() ? ACME : OTHER;
            String region = regions.get(random.nextInt(regions.size()));
            String text = text(random);

            String name = name(scope, region, text);

            assertThat(name).startsWith("edge_mcp:cache:" + scope.label() + ":" + region + ":");
            String whose = scope.label() + " " + region + " " + text;
            assertThat(known.merge(name, whose, (before, now) -> before)).isEqualTo(whose);
        }
        assertThat(known).hasSizeGreaterThan(5_000);
    }

    private static String text(Random random) {
        List<String> parts = List.of(
                ":",
                "a",
                "text",
                "sha256-",
                "-",
                "edge_mcp:cache:",
                ACME.label(),
                OTHER.label(),
                "\u0000",
                "{",
                "0".repeat(64));
        return random.ints(random.nextInt(5), 0, parts.size())
                .mapToObj(parts::get)
                .collect(Collectors.joining());
    }

    private static String name(CacheScope scope, String region, String text) {
        return new CacheKey<>(scope, Regions.text(region, Duration.ofMinutes(1)), text).name();
    }
}
