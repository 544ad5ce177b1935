package io.devmesh.edge.bus;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Every replica hears every entry, its own as well, in the same order. */
public interface Bus {
    /** The field that says what an entry is. */
    String KIND = "kind";

    /**
     * Returns the entry's id.
     *
     * @throws BusUnavailableException where Redis is away
     */
    String post(Map<String, String> fields);

    /** From now on {@code listener} gets each entry of that kind, in the bus's one thread: it must not wait for anything. */
    void listen(String kind, Consumer<Entry> listener);

    /** Entries after {@code id}, oldest first; those trimmed away are missing. Throws BusUnavailableException as well. */
    List<Entry> since(String id);

    /** The id of the last entry heard here. */
    String position();

    /** The same for what the Worker tells all replicas; in the same thread as the others. */
    void listenStored(Consumer<Entry> listener);

    List<Entry> storedSince(String id);

    String storedPosition();

    /**
     * Something that a replica told the others.
     *
     * @param id grows from entry to entry
     */
    record Entry(String id, Map<String, String> fields) {
        public String field(String name) {
            return fields.getOrDefault(name, "");
        }
    }
}
