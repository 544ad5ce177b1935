package io.devmesh.edge.change;

import io.devmesh.edge.bus.MemoryBus;
import io.devmesh.edge.resource.ResourceRegistry;

/** A feed that hears of what is published, as after the application has started. */
public final class StartedFeed {
    private StartedFeed() {}

    public static ChangeFeed on(MemoryBus bus, ResourceRegistry resources) {
        ChangeFeed feed = new ChangeFeed(bus, resources);
        feed.start(null);
        return feed;
    }
}
