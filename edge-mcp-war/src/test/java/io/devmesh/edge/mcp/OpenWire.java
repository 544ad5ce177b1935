package io.devmesh.edge.mcp;

/** A connection that never ends, on which nothing comes but answers. */
public final class OpenWire implements Wire {
    @Override
    public Conversation conversation() {
        throw new AssertionError("a message that answers no request");
    }

    @Override
    public Runnable onClose(Runnable action) {
        return () -> {};
    }
}
