package io.devmesh.edge.mcp.session;

import java.util.Comparator;

/** Ids of stream entries, {@code milliseconds-number}, in their order. */
record Position(long milliseconds, long number) implements Comparable<Position> {
    private static final Comparator<Position> ORDER =
            Comparator.comparingLong(Position::milliseconds).thenComparingLong(Position::number);

    static Position of(String id) {
        int dash = id.indexOf('-');
        return new Position(
                Long.parseUnsignedLong(id.substring(0, dash)), Long.parseUnsignedLong(id.substring(dash + 1)));
    }

    @Override
    public int compareTo(Position other) {
        return ORDER.compare(this, other);
    }
}
