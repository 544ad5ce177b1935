package io.devmesh.edge.webhook;

import io.devmesh.shared.config.Settings;

/**
 * Limits of the webhook door.
 *
 * @param maxBodyBytes the largest delivery; GitHub sends none above 25 MiB
 */
public record WebhookConfig(int maxBodyBytes) {
    private static final int MIB = 1 << 20;

    public static WebhookConfig from(Settings settings) {
        return new WebhookConfig(settings.bytes("WEBHOOK_MAX_BODY", 25 * MIB, 1024, 100 * MIB));
    }
}
