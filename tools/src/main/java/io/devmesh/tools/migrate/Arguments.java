package io.devmesh.tools.migrate;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.BiConsumer;

/** What a script takes, one after the other; a list begins with its length. */
final class Arguments {
    private final List<byte[]> list = new ArrayList<>();

    Arguments add(Object value) {
        list.add(value.toString().getBytes(UTF_8));
        return this;
    }

    Arguments add(byte[] value) {
        list.add(value);
        return this;
    }

    <T> Arguments addAll(Collection<T> values, BiConsumer<Arguments, T> each) {
        add(values.size());
        values.forEach(value -> each.accept(this, value));
        return this;
    }

    List<byte[]> list() {
        return list;
    }
}
