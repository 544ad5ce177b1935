package io.devmesh.edge.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.devmesh.shared.tenant.ApiKey;
import io.devmesh.shared.tenant.TenantId;
import java.time.Duration;
import java.util.UUID;
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

    private static String name(CacheScope scope, String region, String text) {
        return new CacheKey<>(scope, Regions.text(region, Duration.ofMinutes(1)), text).name();
    }
}
