package io.devmesh.edge.cache;

import java.util.Optional;

/** Turns the values of a region that Redis may keep into bytes and back. */
public interface CacheCodec<V> {
    byte[] encode(V value);

    /** Empty where {@code bytes} are not what {@link #encode} gives. */
    Optional<V> decode(byte[] bytes);

    /** About how many bytes {@code value} takes; of every value, also of those that Redis may not keep. */
    long size(V value);
}
