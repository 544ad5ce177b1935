package io.devmesh.shared.stream;

import io.devmesh.shared.config.Settings;

/**
 * Names of the conveyor.
 *
 * @param stream key of the Redis Stream
 * @param group name of the consumer group
 */
public record StreamConfig(String stream, String group) {
    public static StreamConfig from(Settings settings) {
        return new StreamConfig(
                settings.text("REDIS_STREAM_NAME", "webhook-events"),
                settings.text("REDIS_CONSUMER_GROUP", "webhook-processors"));
    }
}
