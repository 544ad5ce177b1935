package io.devmesh.worker.api;

import io.devmesh.shared.operation.QueueRepository;
import io.devmesh.shared.stream.RedisEventStream;
import io.devmesh.shared.stream.StreamStatus;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.util.TreeMap;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import tools.jackson.databind.node.ObjectNode;

/** {@code /queue}. */
@Path("/queue")
@Tag(name = "Queue")
@ApplicationScoped
public class QueueResource {
    private final QueueRepository queue;
    private final RedisEventStream stream;

    /** For the container. */
    public QueueResource() {
        this(null, null);
    }

    @Inject
    public QueueResource(QueueRepository queue, RedisEventStream stream) {
        this.queue = queue;
        this.stream = stream;
    }

    @GET
    @Operation(
            operationId = "queueStatus",
            summary = "What waits",
            description =
                    "The team's events that wait to be processed or forwarded, and what of it is dead; and the stream"
                            + " before them, which all teams share.")
    @APIResponse(
            responseCode = "200",
            description = "As of now",
            content = @Content(mediaType = "application/json", schema = @Schema(ref = "QueueStatus")))
    @APIResponse(responseCode = "503", ref = "Unavailable")
    public Response status(@Context SecurityContext security) {
        ObjectNode status = queue.status(Caller.of(security).tenant());
        describe(stream.status(), status.putObject("stream"));
        return Answers.json(status);
    }

    private static void describe(StreamStatus status, ObjectNode json) {
        json.put("length", status.length()).put("pending", status.pending());
        status.oldestPending().ifPresent(since -> json.put("oldest_pending_at", since.toString()));
        ObjectNode consumers = json.putObject("pending_by_consumer");
        new TreeMap<>(status.pendingByConsumer()).forEach(consumers::put);
    }
}
