package io.devmesh.edge.seal;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.Map;
import org.jdbi.v3.core.Jdbi;

/** The keys in table {@code sealing_key}; the first replica that needs one makes it for all. */
@ApplicationScoped
public class SealingKeyRepository {
    private static final int KEY_BYTES = 32;

    private final Jdbi jdbi;

    SealingKeyRepository() {
        this(null);
    }

    @Inject
    public SealingKeyRepository(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    SealingKeys all() {
        byte[] fresh = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(fresh);
        return jdbi.withHandle(handle -> {
            handle.createUpdate("INSERT INTO sealing_key (number, key) VALUES (1, :key) ON CONFLICT DO NOTHING")
                    .bind("key", fresh)
                    .execute();
            Map<Integer, byte[]> keys = new HashMap<>();
            handle.createQuery("SELECT number, key FROM sealing_key")
                    .map((row, context) -> Map.entry(row.getInt("number"), row.getBytes("key")))
                    .forEach(entry -> keys.put(entry.getKey(), entry.getValue()));
            return new SealingKeys(keys);
        });
    }
}
