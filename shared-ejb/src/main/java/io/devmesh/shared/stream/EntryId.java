package io.devmesh.shared.stream;

/** Redis' id of a stream entry, {@code <milliseconds>-<sequence>}. */
public record EntryId(String value) {
    @Override
    public String toString() {
        return value;
    }
}
