package io.devmesh.shared.telemetry;

import io.devmesh.shared.config.Settings;

/**
 * Which service and which pod this is.
 *
 * @param service {@code edge-mcp} or {@code worker}
 * @param pod unique among running pods, stable for one: the host name unless DEVMESH_POD_NAME is set
 */
public record ServiceIdentity(String service, String pod) {
    public static ServiceIdentity of(String service, Settings settings) {
        return new ServiceIdentity(
                service,
                settings.text("DEVMESH_POD_NAME")
                        .or(() -> settings.text("HOSTNAME"))
                        .orElse("localhost"));
    }

    /** {@code service@pod}, with nothing that {@code CLIENT SETNAME} refuses. */
    @Override
    public String toString() {
        return (service + "@" + pod).replaceAll("[^!-~]", "_");
    }
}
