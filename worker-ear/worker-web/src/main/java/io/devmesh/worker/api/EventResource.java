package io.devmesh.worker.api;

import io.devmesh.shared.event.EventDetail;
import io.devmesh.shared.event.EventId;
import io.devmesh.shared.event.EventJson;
import io.devmesh.shared.event.EventSearchRepository;
import io.devmesh.shared.json.Json;
import io.devmesh.shared.operation.DeadLetters;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** {@code /events}. */
@Path("/events")
@Tag(name = "Events")
@ApplicationScoped
public class EventResource {
    private final EventSearchRepository events;
    private final DeadLetters dead;

    /** For the container. */
    public EventResource() {
        this(null, null);
    }

    @Inject
    public EventResource(EventSearchRepository events, DeadLetters dead) {
        this.events = events;
        this.dead = dead;
    }

    @GET
    @Operation(operationId = "searchEvents", summary = "Search events", description = "Newest first; filters combine.")
    @APIResponse(
            responseCode = "200",
            description = "A page",
            content = @Content(mediaType = "application/json", schema = @Schema(ref = "EventPage")))
    @APIResponse(responseCode = "400", ref = "Invalid")
    public Response search(
            @BeanParam EventQuery query,
            @Parameter(description = "What became of them", schema = @Schema(ref = "EventStatus")) @QueryParam("status")
                    String status,
            @Context SecurityContext security) {
        return Answers.json(EventJson.page(
                events.list(
                        Caller.of(security).tenant(),
                        query.filter(Input.status(status)),
                        query.after(),
                        query.pageSize() + 1),
                query.pageSize()));
    }

    @GET
    @Path("/{id}")
    @Operation(
            operationId = "getEvent",
            summary = "One event",
            description = "Without its body, with what was done to it.")
    @APIResponse(
            responseCode = "200",
            description = "The event",
            content = @Content(mediaType = "application/json", schema = @Schema(ref = "EventDetail")))
    @APIResponse(responseCode = "404", ref = "Missing")
    public Response get(@PathParam("id") String id, @Context SecurityContext security) {
        return Answers.json(dead.describe(Caller.of(security).tenant(), find(id, security)));
    }

    @GET
    @Path("/{id}/attempts")
    @Operation(
            operationId = "getAttempts",
            summary = "What was done to an event",
            description = "Each change of its status, from the first.")
    @APIResponse(
            responseCode = "200",
            description = "The attempts",
            content = @Content(mediaType = "application/json", schema = @Schema(ref = "Attempts")))
    @APIResponse(responseCode = "404", ref = "Missing")
    public Response attempts(@PathParam("id") String id, @Context SecurityContext security) {
        EventId found = find(id, security).summary().id();
        var json = Json.mapper().createObjectNode();
        json.set("attempts", dead.attempts(Caller.of(security).tenant(), found));
        return Answers.json(json);
    }

    @GET
    @Path("/{id}/body")
    @Operation(
            operationId = "getBody",
            summary = "What the provider sent",
            description =
                    "Byte for byte, also where an operator had another payload processed. Never in the type that its"
                            + " sender gave it, which content_type of the event tells.")
    @APIResponse(
            responseCode = "200",
            description = "The body",
            content = @Content(mediaType = "application/octet-stream"))
    @APIResponse(responseCode = "404", ref = "Missing")
    public Response body(@PathParam("id") String id, @Context SecurityContext security) {
        return Response.ok(find(id, security).body(), MediaType.APPLICATION_OCTET_STREAM)
                .header("Content-Disposition", "attachment")
                .header("X-Content-Type-Options", "nosniff")
                .header("Cache-Control", "no-store")
                .build();
    }

    private EventDetail find(String id, SecurityContext security) {
        return events.find(Caller.of(security).tenant(), Input.eventId(id))
                .orElseThrow(() -> ProblemException.missing("event " + id));
    }
}
