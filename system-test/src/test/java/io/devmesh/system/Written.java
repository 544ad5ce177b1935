package io.devmesh.system;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import redis.clients.jedis.UnifiedJedis;

/** All that the services of a stack have written down: logs, metrics, what Redis holds, and every row. */
final class Written {
    private final Map<String, String> places = new LinkedHashMap<>();

    private Written() {}

    /** By the Edge MCP and the Worker that were started first. */
    static Written by(Stack stack, UnifiedJedis redis) {
        Written written = new Written();
        written.logs(stack, "edge-1");
        written.logs(stack, "worker-1");
        written.metrics("edge-1", stack.edge());
        written.metrics("worker-1", new EdgeClient(stack.workerPort(), "", "", ""));
        redis.keys("*").forEach(key -> written.places.put("Redis " + key, key + " " + content(redis, key)));
        stack.jdbi().useHandle(written::rows);
        return written;
    }

    /** What answered a caller, for example. */
    Written with(String place, String text) {
        places.merge(place, text, (before, after) -> before + "\n" + after);
        return this;
    }

    /** Where the secret is, as it is or encoded in a way that anybody can turn back. */
    List<String> placesOf(String secret) {
        List<String> forms = forms(secret);
        return places.entrySet().stream()
                .filter(place -> forms.stream().anyMatch(place.getValue()::contains))
                .map(Map.Entry::getKey)
                .toList();
    }

    private static List<String> forms(String secret) {
        byte[] bytes = secret.getBytes(UTF_8);
        List<String> forms = new ArrayList<>(List.of(
                secret,
                URLEncoder.encode(secret, UTF_8),
                HexFormat.of().formatHex(bytes),
                HexFormat.of().withUpperCase().formatHex(bytes)));
        for (int shift = 0; shift < 3; shift++) {
            byte[] shifted = new byte[shift + bytes.length];
            Arrays.fill(shifted, (byte) 'x');
            System.arraycopy(bytes, 0, shifted, shift, bytes.length);
            // What the bytes before and behind it have no part in.
            int whole = shifted.length / 3 * 4;
            forms.add(Base64.getEncoder().encodeToString(shifted).substring(shift == 0 ? 0 : 4, whole));
            forms.add(Base64.getUrlEncoder().encodeToString(shifted).substring(shift == 0 ? 0 : 4, whole));
        }
        return forms;
    }

    private void logs(Stack stack, String pod) {
        Path console = stack.log(pod);
        places.put(console.toString(), read(console));
        try (Stream<Path> files = Files.walk(console.resolveSibling(pod))) {
            files.filter(Files::isRegularFile)
                    .filter(file -> file.toString().matches(".*\\.(log|txt)|.*/logs/.*"))
                    .forEach(file -> places.put(file.toString(), read(file)));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private void metrics(String pod, EdgeClient service) {
        for (String path : List.of("/metrics", "/health")) {
            places.put(pod + path, service.get(path).response().body());
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file, ISO_8859_1);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static String content(UnifiedJedis redis, String key) {
        return switch (redis.type(key)) {
            case "string" -> redis.get(key);
            case "hash" -> redis.hgetAll(key).toString();
            case "list" -> redis.lrange(key, 0, -1).toString();
            case "set" -> redis.smembers(key).toString();
            case "zset" -> redis.zrange(key, 0, -1).toString();
            case "stream" ->
                redis.xrange(key, "-", "+").stream()
                        .map(entry -> entry.getID() + " " + entry.getFields())
                        .toList()
                        .toString();
            case "none" -> ""; // it has expired
            default -> throw new AssertionError("unknown type of " + key);
        };
    }

    private void rows(Handle handle) {
        handle.createQuery("SELECT table_name FROM information_schema.tables WHERE table_schema = 'devmesh'"
                        + " AND table_type = 'BASE TABLE'")
                .mapTo(String.class)
                .list()
                .forEach(table -> places.put(
                        "table " + table,
                        String.join(
                                "\n",
                                handle.createQuery("SELECT t::text FROM devmesh.\"" + table + "\" t")
                                        .mapTo(String.class)
                                        .list())));
    }
}
