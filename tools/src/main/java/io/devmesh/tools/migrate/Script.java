package io.devmesh.tools.migrate;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import redis.clients.jedis.UnifiedJedis;

/** A Lua script beside this class, which a server runs in one step. */
enum Script {
    BEGIN,
    COPY,
    LOCK,
    PRESENT,
    RELEASE,
    REMOVE;

    private final String source = read(name().toLowerCase(Locale.ROOT) + ".lua");

    private static String read(String name) {
        try (InputStream in = Script.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    Object run(UnifiedJedis redis, List<String> keys, Arguments arguments) {
        List<byte[]> raw = keys.stream().map(key -> key.getBytes(UTF_8)).toList();
        return redis.eval(source.getBytes(UTF_8), raw, arguments.list());
    }
}
