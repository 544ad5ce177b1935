package io.devmesh.edge.cache;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.devmesh.edge.cache.CacheRegion.Kept;
import java.time.Duration;
import java.util.Optional;

/** Regions of texts for tests: "memory…" is kept in memory only, "nowhere…" not at all. */
final class Regions {
    private Regions() {}

    static CacheRegion<String> text(String name, Duration ttl) {
        return new CacheRegion<>(name, new TextCodec(), ttl, ttl, true, Regions::kept);
    }

    /** One that is never invalidated. */
    static CacheRegion<String> constant(String name, Duration ttl) {
        return new CacheRegion<>(name, new TextCodec(), ttl, ttl, false, Regions::kept);
    }

    private static Kept kept(String value) {
        return value.startsWith("nowhere") ? Kept.NOWHERE : value.startsWith("memory") ? Kept.MEMORY : Kept.BOTH;
    }

    private static final class TextCodec implements CacheCodec<String> {
        @Override
        public byte[] encode(String value) {
            return ("text:" + value).getBytes(UTF_8);
        }

        @Override
        public Optional<String> decode(byte[] bytes) {
            String text = new String(bytes, UTF_8);
            return text.startsWith("text:") ? Optional.of(text.substring(5)) : Optional.empty();
        }

        @Override
        public long size(String value) {
            return value.length();
        }
    }
}
