package io.devmesh.edge.task;

import io.devmesh.edge.auth.Authenticated;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.databind.node.ObjectNode;

/**
 * A call that a client polls.
 *
 * @param owner who alone may see it
 * @param tool the name of what is called
 * @param arguments of the call
 * @param capabilities {@code ClientCapabilities} of who made it
 * @param statusMessage for people
 * @param inputRequests what is asked now, by name
 * @param inputResponses what was answered, by name
 * @param state what the tool wants to find again after it asked
 * @param result a {@code CallToolResult}, where it is completed
 * @param error a JSON-RPC error, where it failed
 * @param expiresAt when it is forgotten
 */
public record Task(
        UUID id,
        Authenticated owner,
        String tool,
        ObjectNode arguments,
        ObjectNode capabilities,
        TaskStatus status,
        Optional<String> statusMessage,
        ObjectNode inputRequests,
        ObjectNode inputResponses,
        Optional<ObjectNode> state,
        Optional<ObjectNode> result,
        Optional<ObjectNode> error,
        Instant createdAt,
        Instant updatedAt,
        Instant expiresAt) {}
