package io.devmesh.edge.bus;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** A bus within one process; listeners hear at once. */
public final class MemoryBus implements Bus {
    private final List<Entry> entries = new ArrayList<>();
    private final List<Entry> stored = new ArrayList<>();
    private final Map<String, List<Consumer<Entry>>> listeners = new HashMap<>();
    private final List<Consumer<Entry>> storedListeners = new ArrayList<>();
    private boolean away;

    /** From now on it does as if Redis were away. */
    public void goAway() {
        away = true;
    }

    @Override
    public String post(Map<String, String> fields) {
        check();
        Entry entry = new Entry("1-" + (entries.size() + 1), Map.copyOf(fields));
        entries.add(entry);
        listeners.getOrDefault(entry.field(KIND), List.of()).forEach(listener -> listener.accept(entry));
        return entry.id();
    }

    /** What the Worker would have told. */
    public void postStored(Map<String, String> fields) {
        Entry entry = new Entry("1-" + (stored.size() + 1), Map.copyOf(fields));
        stored.add(entry);
        storedListeners.forEach(listener -> listener.accept(entry));
    }

    @Override
    public void listen(String kind, Consumer<Entry> listener) {
        listeners.computeIfAbsent(kind, unused -> new ArrayList<>()).add(listener);
    }

    @Override
    public List<Entry> since(String id) {
        check();
        return after(entries, id);
    }

    @Override
    public String position() {
        return last(entries);
    }

    @Override
    public void listenStored(Consumer<Entry> listener) {
        storedListeners.add(listener);
    }

    @Override
    public List<Entry> storedSince(String id) {
        check();
        return after(stored, id);
    }

    @Override
    public String storedPosition() {
        return last(stored);
    }

    private void check() {
        if (away) {
            throw new BusUnavailableException("away", null);
        }
    }

    private static List<Entry> after(List<Entry> all, String id) {
        return all.subList(Integer.parseInt(id.substring(id.indexOf('-') + 1)), all.size());
    }

    private static String last(List<Entry> all) {
        return all.isEmpty() ? "0-0" : all.getLast().id();
    }
}
