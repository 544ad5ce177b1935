package io.devmesh.system.container;

import org.jboss.arquillian.core.spi.LoadableExtension;

/** Gives Arquillian the server that it starts. Found through META-INF/services. */
public final class WorkerServerExtension implements LoadableExtension {
    @Override
    public void register(ExtensionBuilder builder) {
        builder.observer(WorkerServer.class);
    }
}
