package io.devmesh.edge.cache;

import io.devmesh.shared.json.Json;
import java.time.DateTimeException;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Values as JSON. */
public final class JsonCodec<V> implements CacheCodec<V> {
    private final Function<V, JsonNode> write;
    private final Function<JsonNode, V> read;
    private final ToLongFunction<V> size;

    /** @param read throws JacksonException, IllegalArgumentException or DateTimeException where the JSON is not its own */
    public JsonCodec(Function<V, JsonNode> write, Function<JsonNode, V> read, ToLongFunction<V> size) {
        this.write = write;
        this.read = read;
        this.size = size;
    }

    @Override
    public byte[] encode(V value) {
        return Json.mapper().writeValueAsBytes(write.apply(value));
    }

    @Override
    public Optional<V> decode(byte[] bytes) {
        try {
            return Optional.of(read.apply(Json.mapper().readTree(bytes)));
        } catch (JacksonException | IllegalArgumentException | DateTimeException notOurs) {
            return Optional.empty();
        }
    }

    @Override
    public long size(V value) {
        return size.applyAsLong(value);
    }

    /** About how many bytes a tree takes as text. */
    public static long sizeOf(JsonNode node) {
        long own = node.isString() ? node.stringValue().length() + 3L : 8;
        long names = node.isObject()
                ? node.propertyNames().stream()
                        .mapToLong(name -> name.length() + 3L)
                        .sum()
                : 0;
        return own + names + node.valueStream().mapToLong(JsonCodec::sizeOf).sum();
    }
}
