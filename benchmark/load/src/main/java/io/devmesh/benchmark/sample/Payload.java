package io.devmesh.benchmark.sample;

import java.util.Optional;

/**
 * A body with what the door reads from it.
 *
 * @param type of the event, with its action
 * @param repository as {@code owner/name}
 * @param actor the sender's login
 * @param body not copied, so not to be changed
 */
public record Payload(String type, Optional<String> repository, Optional<String> actor, byte[] body) {}
