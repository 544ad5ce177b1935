package io.devmesh.worker.api;

import io.devmesh.shared.event.EventFilter;
import io.devmesh.shared.event.EventId;
import io.devmesh.shared.operation.DeadLetters;
import io.devmesh.shared.operation.DeadLetters.Replayed;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.io.InputStream;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code /dead-letters}. */
@Path("/dead-letters")
@Tag(name = "Dead letters")
@ApplicationScoped
public class DeadLetterResource {
    private static final Set<String> FILTERS = Set.of("source", "type", "repository", "since", "until", "text");
    private static final Set<String> REPLAY =
            Set.of("source", "type", "repository", "since", "until", "text", "all", "limit", "cursor");

    private final DeadLetters dead;

    /** For the container. */
    public DeadLetterResource() {
        this(null);
    }

    @Inject
    public DeadLetterResource(DeadLetters dead) {
        this.dead = dead;
    }

    @GET
    @Operation(
            operationId = "listDeadLetters",
            summary = "List dead letters",
            description = "Newest first; filters combine. last_error says why each is dead.")
    @APIResponse(
            responseCode = "200",
            description = "A page",
            content = @Content(mediaType = "application/json", schema = @Schema(ref = "EventPage")))
    @APIResponse(responseCode = "400", ref = "Invalid")
    public Response list(@BeanParam EventQuery query, @Context SecurityContext security) {
        return Answers.json(dead.page(
                Caller.of(security).tenant(), query.filter(Optional.empty()), query.after(), query.pageSize()));
    }

    @GET
    @Path("/{id}")
    @Operation(
            operationId = "getDeadLetter",
            summary = "Inspect a dead letter",
            description = "Also one that is no longer dead, so that what became of a replay can be seen.")
    @APIResponse(
            responseCode = "200",
            description = "The event with its attempts",
            content = @Content(mediaType = "application/json", schema = @Schema(ref = "EventDetail")))
    @APIResponse(responseCode = "404", ref = "Missing")
    public Response get(@PathParam("id") String id, @Context SecurityContext security) {
        Caller caller = Caller.of(security);
        return dead.find(caller.tenant(), Input.eventId(id))
                .map(event -> Answers.json(dead.describe(caller.tenant(), event)))
                .orElseThrow(() -> ProblemException.missing("event " + id));
    }

    @POST
    @Path("/{id}/replay")
    @Operation(
            operationId = "replayDeadLetter",
            summary = "Have one processed again",
            description =
                    "With payload, that is processed in place of the body, which stays as it was received; without it,"
                            + " the body.")
    @RequestBody(
            required = false,
            content =
                    @Content(
                            mediaType = "application/json",
                            schema = @Schema(ref = "ReplayOne"),
                            examples = {
                                @ExampleObject(name = "as received", value = "{}"),
                                @ExampleObject(
                                        name = "corrected",
                                        value = "{\"payload\": {\"action\": \"opened\", \"repository\":"
                                                + " {\"full_name\": \"acme/site\"}}}")
                            }))
    @APIResponse(
            responseCode = "202",
            description = "It waits to be processed",
            content = @Content(mediaType = "application/json", schema = @Schema(ref = "Replayed")))
    @APIResponse(responseCode = "400", ref = "Invalid")
    @APIResponse(responseCode = "404", ref = "Missing")
    @APIResponse(responseCode = "409", ref = "Conflict")
    public Response replay(@PathParam("id") String id, InputStream body, @Context SecurityContext security) {
        EventId event = Input.eventId(id);
        Optional<JsonNode> payload =
                Optional.ofNullable(Input.object(body, Set.of("payload")).get("payload"));
        if (payload.filter(json -> !json.isContainer()).isPresent()) {
            throw Input.invalid("payload is neither an object nor an array");
        }
        return Answers.after(
                dead.replay(Caller.of(security).operator(), event, payload),
                "event " + id,
                "Event " + id + " is not dead",
                () -> Answers.replayed(Replayed.ONE));
    }

    @POST
    @Path("/replay")
    @Operation(
            operationId = "replayDeadLetters",
            summary = "Have many processed again",
            description =
                    "Those that match, the oldest first, up to limit in one call. While more is true call again with"
                            + " next_cursor as cursor. Each is by itself: what is done stays done.")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            mediaType = "application/json",
                            schema = @Schema(ref = "ReplayMany"),
                            example = "{\"source\": \"acme-github\", \"since\": \"2026-11-23T08:00:00Z\"}"))
    @APIResponse(
            responseCode = "202",
            description = "How many wait to be processed",
            content = @Content(mediaType = "application/json", schema = @Schema(ref = "Replayed")))
    @APIResponse(responseCode = "400", ref = "Invalid")
    public Response replayMany(InputStream body, @Context SecurityContext security) {
        ObjectNode wanted = Input.object(body, REPLAY);
        if (wanted.propertyNames().stream().noneMatch(FILTERS::contains)
                && !wanted.path("all").asBoolean(false)) {
            throw Input.invalid("Say which: a filter such as source, or all: true");
        }
        return Answers.replayed(dead.replayAll(
                Caller.of(security).operator(),
                filter(wanted),
                Input.cursor(Input.text(wanted, "cursor").orElse(null)),
                Input.limit(wanted, DeadLetters.MOST)));
    }

    @POST
    @Path("/{id}/discard")
    @Operation(
            operationId = "discardDeadLetter",
            summary = "Give one up",
            description = "It stays stored as ignored, and cannot be replayed any more.")
    @APIResponse(
            responseCode = "200",
            description = "The event with its attempts",
            content = @Content(mediaType = "application/json", schema = @Schema(ref = "EventDetail")))
    @APIResponse(responseCode = "404", ref = "Missing")
    @APIResponse(responseCode = "409", ref = "Conflict")
    public Response discard(@PathParam("id") String id, @Context SecurityContext security) {
        return Answers.after(
                dead.discard(Caller.of(security).operator(), Input.eventId(id)),
                "event " + id,
                "Event " + id + " is not dead",
                () -> get(id, security));
    }

    private static EventFilter filter(ObjectNode wanted) {
        return new EventFilter(
                Input.text(wanted, "source"),
                Input.text(wanted, "type"),
                Input.text(wanted, "repository"),
                Optional.empty(),
                Input.time("since", Input.text(wanted, "since").orElse(null)),
                Input.time("until", Input.text(wanted, "until").orElse(null)),
                Input.text(wanted, "text"));
    }
}
