package io.devmesh.edge.auth;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.devmesh.edge.cache.CacheCodec;
import io.devmesh.shared.tenant.KeyHash;
import io.devmesh.shared.tenant.KeyOwner;
import io.devmesh.shared.tenant.TenantId;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyLookupTest {
    private static final CacheCodec<KeyLookup> CODEC =
            KeyLookup.cacheKey(new KeyHash("00")).region().codec();

    @Test
    void survivesRedisWithAndWithoutAnEnd() {
        KeyLookup endless = lookup(Optional.empty());
        KeyLookup ending = lookup(Optional.of(Instant.parse("2027-01-01T00:00:00.123Z")));

        assertThat(CODEC.decode(CODEC.encode(endless))).hasValue(endless);
        assertThat(CODEC.decode(CODEC.encode(ending))).hasValue(ending);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "garbage",
                "{}",
                "[]",
                "null",
                "7",
                "{\"key_id\":\"x\",\"tenant\":\"y\",\"name\":\"z\"}",
                "{\"key_id\":\"00000000-0000-0000-0000-000000000001\",\"tenant\":null,\"name\":\"z\"}",
                "{\"key_id\":\"00000000-0000-0000-0000-000000000001\",\"tenant\":\"00000000-0000-0000-0000-000000000002\",\"name\":\"z\",\"expires_at\":\"never\"}"
            })
    void isNotReadOutOfGarbage(String garbage) {
        assertThat(CODEC.decode(garbage.getBytes(UTF_8))).isEmpty();
    }

    private static KeyLookup lookup(Optional<Instant> expiresAt) {
        return new KeyLookup(
                Optional.of(new KeyOwner(new UUID(0, 1), new TenantId(new UUID(0, 2)), "n", expiresAt)), true);
    }
}
