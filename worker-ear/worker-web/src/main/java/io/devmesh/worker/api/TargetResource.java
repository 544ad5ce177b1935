package io.devmesh.worker.api;

import io.devmesh.shared.json.Json;
import io.devmesh.shared.operation.Change;
import io.devmesh.shared.operation.TargetOperationRepository;
import io.devmesh.shared.source.TargetName;
import io.devmesh.shared.source.TargetRepository;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.io.InputStream;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code /targets}. */
@Path("/targets")
@Tag(name = "Targets")
@ApplicationScoped
public class TargetResource {
    private final TargetOperationRepository targets;

    /** For the container. */
    public TargetResource() {
        this(null);
    }

    @Inject
    public TargetResource(TargetOperationRepository targets) {
        this.targets = targets;
    }

    @GET
    @Operation(operationId = "listTargets", summary = "List targets", description = "By name; never with a secret.")
    @APIResponse(
            responseCode = "200",
            description = "All of the team's",
            content = @Content(mediaType = "application/json", schema = @Schema(ref = "Targets")))
    public Response list(@Context SecurityContext security) {
        ObjectNode json = Json.mapper().createObjectNode();
        ArrayNode list = json.putArray("targets");
        targets.list(Caller.of(security).tenant()).forEach(list::add);
        return Answers.json(json);
    }

    @GET
    @Path("/{name}")
    @Operation(operationId = "getTarget", summary = "One target")
    @APIResponse(
            responseCode = "200",
            description = "The target",
            content = @Content(mediaType = "application/json", schema = @Schema(ref = "Target")))
    @APIResponse(responseCode = "404", ref = "Missing")
    public Response get(@PathParam("name") String name, @Context SecurityContext security) {
        return Answers.json(find(Caller.of(security), Input.targetName(name)));
    }

    @POST
    @Path("/{name}/pause")
    @Operation(
            operationId = "pauseTarget",
            summary = "Send it nothing",
            description = "What is for it waits until it is resumed. Requests that are under way end as they would.")
    @APIResponse(
            responseCode = "200",
            description = "The target",
            content = @Content(mediaType = "application/json", schema = @Schema(ref = "Target")))
    @APIResponse(responseCode = "404", ref = "Missing")
    @APIResponse(responseCode = "409", ref = "Conflict")
    public Response pause(@PathParam("name") String name, @Context SecurityContext security) {
        Caller caller = Caller.of(security);
        return changed(caller, name, target -> targets.pause(caller.operator(), target));
    }

    @POST
    @Path("/{name}/resume")
    @Operation(
            operationId = "resumeTarget",
            summary = "Send it what waits",
            description = "In the order in which it came, as far as it has one.")
    @APIResponse(
            responseCode = "200",
            description = "The target",
            content = @Content(mediaType = "application/json", schema = @Schema(ref = "Target")))
    @APIResponse(responseCode = "404", ref = "Missing")
    @APIResponse(responseCode = "409", ref = "Conflict")
    public Response resume(@PathParam("name") String name, @Context SecurityContext security) {
        Caller caller = Caller.of(security);
        return changed(caller, name, target -> targets.resume(caller.operator(), target));
    }

    @POST
    @Path("/{name}/replay")
    @Operation(
            operationId = "replayForwards",
            summary = "Send its dead forwards again",
            description =
                    "The oldest first, up to limit in one call, each with all its attempts before it and under the"
                            + " webhook-id that it had. While more is true call again with next_cursor as cursor.")
    @RequestBody(
            required = false,
            content =
                    @Content(mediaType = "application/json", schema = @Schema(ref = "ReplayForwards"), example = "{}"))
    @APIResponse(
            responseCode = "202",
            description = "How many wait to be sent",
            content = @Content(mediaType = "application/json", schema = @Schema(ref = "Replayed")))
    @APIResponse(responseCode = "400", ref = "Invalid")
    @APIResponse(responseCode = "404", ref = "Missing")
    @APIResponse(responseCode = "409", ref = "Conflict")
    public Response replay(@PathParam("name") String name, InputStream body, @Context SecurityContext security) {
        Caller caller = Caller.of(security);
        TargetName target = Input.targetName(name);
        ObjectNode wanted = Input.object(body, Set.of("limit", "cursor"));
        int limit = Input.limit(wanted, TargetRepository.MOST_REPLAYED);
        return targets.replay(caller.operator(), target, Input.position(wanted), limit)
                .map(Answers::replayed)
                .orElseThrow(() -> new ProblemException(
                        Problem.CONFLICT,
                        "The target " + find(caller, target).path("name").stringValue() + " is disabled"));
    }

    /** Something that is done to a target. */
    private interface Act {
        Change on(TargetName target);
    }

    private Response changed(Caller caller, String name, Act act) {
        TargetName target = Input.targetName(name);
        return Answers.after(
                act.on(target),
                "target " + name,
                "The target " + name + " is that already, or disabled",
                () -> Answers.json(find(caller, target)));
    }

    private ObjectNode find(Caller caller, TargetName name) {
        return targets.find(caller.tenant(), name).orElseThrow(() -> ProblemException.missing("target " + name));
    }
}
