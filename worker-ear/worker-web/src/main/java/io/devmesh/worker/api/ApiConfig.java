package io.devmesh.worker.api;

import io.devmesh.shared.config.Settings;
import java.util.Optional;

/**
 * How the operations API is set up.
 *
 * @param operatorTenant name of the tenant that sees quarantined entries that are nobody's
 */
public record ApiConfig(Optional<String> operatorTenant) {
    static ApiConfig from(Settings settings) {
        return new ApiConfig(settings.text("WORKER_OPERATOR_TENANT"));
    }
}
