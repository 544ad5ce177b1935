package io.devmesh.edge.cache;

import java.time.Duration;
import java.util.Optional;

/** A store that all replicas share. Every method throws {@link SecondLevelException} where it can't do its work now. */
interface SecondLevel {
    Optional<byte[]> get(String name);

    void set(String name, byte[] value, Duration ttl);

    void delete(String name);

    /** Tells the other replicas. */
    void publish(String message);
}
