package io.devmesh.worker.api;

import io.devmesh.shared.json.Json;
import io.devmesh.shared.operation.Change;
import io.devmesh.shared.operation.Operator;
import io.devmesh.shared.operation.SourceOperationRepository;
import io.devmesh.shared.source.NewSecret;
import io.devmesh.shared.source.Processing;
import io.devmesh.shared.source.Provider;
import io.devmesh.shared.source.SourceName;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code /admin/sources}, and {@code /sources} by {@link OldPaths}. */
@Path("/admin/sources")
@Tag(name = "Sources")
@ApplicationScoped
public class SourceResource {
    private final SourceOperationRepository sources;
    private final Tenancy tenancy;

    /** For the container. */
    public SourceResource() {
        this(null, null);
    }

    @Inject
    SourceResource(SourceOperationRepository sources, Tenancy tenancy) {
        this.sources = sources;
        this.tenancy = tenancy;
    }

    @GET
    @Operation(operationId = "listSources", summary = "List sources", description = "By name; never with a secret.")
    @APIResponse(
            responseCode = "200",
            description = "All of the team's",
            content = @Content(mediaType = "application/json", schema = @Schema(ref = "Sources")))
    public Response list(@BeanParam Acting acting) {
        ObjectNode json = Json.mapper().createObjectNode();
        ArrayNode list = json.putArray("sources");
        sources.list(tenancy.operator(acting).tenant()).forEach(list::add);
        return Answers.json(json);
    }

    @POST
    @Operation(
            operationId = "createSource",
            summary = "Make a source",
            description = "Without secret one is made, and shown in this answer only. Names are unique over all teams.")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            mediaType = "application/json",
                            schema = @Schema(ref = "NewSource"),
                            example = "{\"name\": \"acme-github\", \"provider\": \"github\"}"))
    @APIResponse(
            responseCode = "201",
            description = "Made",
            content = @Content(mediaType = "application/json", schema = @Schema(ref = "Source")))
    @APIResponse(responseCode = "400", ref = "Invalid")
    @APIResponse(responseCode = "409", ref = "Conflict")
    public Response create(InputStream body, @BeanParam Acting acting) {
        Operator operator = tenancy.operator(acting);
        SourceRequest wanted = SourceRequest.of(
                Input.object(body, SourceRequest.FIELDS), operator.tenant(), sources.targets(operator.tenant()));
        SourceName name = wanted.source().name();
        if (!sources.create(operator, wanted.source())) {
            throw new ProblemException(Problem.CONFLICT, "The name " + name + " is taken");
        }
        ObjectNode made = find(operator, name);
        wanted.shown().ifPresent(secret -> made.put("secret", secret));
        return Answers.json(201, made);
    }

    @GET
    @Path("/{name}")
    @Operation(operationId = "getSource", summary = "One source")
    @APIResponse(
            responseCode = "200",
            description = "The source",
            content = @Content(mediaType = "application/json", schema = @Schema(ref = "Source")))
    @APIResponse(responseCode = "404", ref = "Missing")
    public Response get(@PathParam("name") String name, @BeanParam Acting acting) {
        return Answers.json(find(tenancy.operator(acting), Input.sourceName(name)));
    }

    @PUT
    @Path("/{name}/processing")
    @Operation(
            operationId = "setProcessing",
            summary = "Say how its events are processed",
            description = "In place of what was said before. Workers know it within a second or two.")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            mediaType = "application/json",
                            schema = @Schema(ref = "Processing"),
                            example = "{\"order\": \"repository\", \"attempts\": 8}"))
    @APIResponse(
            responseCode = "200",
            description = "The source",
            content = @Content(mediaType = "application/json", schema = @Schema(ref = "Source")))
    @APIResponse(responseCode = "400", ref = "Invalid")
    @APIResponse(responseCode = "404", ref = "Missing")
    public Response process(@PathParam("name") String name, InputStream body, @BeanParam Acting acting) {
        Operator operator = tenancy.operator(acting);
        Processing processing =
                SourceRequest.processing(Input.object(body, Processing.FIELDS), sources.targets(operator.tenant()));
        return changed(operator, name, source -> sources.process(operator, source, processing));
    }

    @POST
    @Path("/{name}/secrets")
    @Operation(
            operationId = "rotateSecret",
            summary = "Give it a new secret",
            description =
                    "Webhooks signed with it or with the one before are taken, until the next rotation. Without secret"
                            + " one is made, and shown in this answer only.")
    @RequestBody(
            required = false,
            content = @Content(mediaType = "application/json", schema = @Schema(ref = "NewSecret"), example = "{}"))
    @APIResponse(
            responseCode = "201",
            description = "The source",
            content = @Content(mediaType = "application/json", schema = @Schema(ref = "Source")))
    @APIResponse(responseCode = "400", ref = "Invalid")
    @APIResponse(responseCode = "404", ref = "Missing")
    public Response rotate(@PathParam("name") String name, InputStream body, @BeanParam Acting acting) {
        Operator operator = tenancy.operator(acting);
        SourceName source = Input.sourceName(name);
        Optional<String> given = Input.text(Input.object(body, Set.of("secret")), "secret");
        String secret = given.orElseGet(() -> NewSecret.of(
                Provider.ofWire(find(operator, source).path("provider").stringValue())));
        return Answers.after(sources.addSecret(operator, source, secret), "source " + name, "", () -> {
            ObjectNode json = find(operator, source);
            if (given.isEmpty()) {
                json.put("secret", secret);
            }
            return Answers.json(201, json);
        });
    }

    @POST
    @Path("/{name}/pause")
    @Operation(
            operationId = "pauseSource",
            summary = "Let its events wait",
            description =
                    "They are taken and stored, and not processed until it is resumed. Workers know it within a second"
                            + " or two.")
    @APIResponse(
            responseCode = "200",
            description = "The source",
            content = @Content(mediaType = "application/json", schema = @Schema(ref = "Source")))
    @APIResponse(responseCode = "404", ref = "Missing")
    @APIResponse(responseCode = "409", ref = "Conflict")
    public Response pause(@PathParam("name") String name, @BeanParam Acting acting) {
        Operator operator = tenancy.operator(acting);
        return changed(operator, name, source -> sources.pause(operator, source));
    }

    @POST
    @Path("/{name}/resume")
    @Operation(
            operationId = "resumeSource",
            summary = "Go on with its events",
            description = "In the order of their arrival.")
    @APIResponse(
            responseCode = "200",
            description = "The source",
            content = @Content(mediaType = "application/json", schema = @Schema(ref = "Source")))
    @APIResponse(responseCode = "404", ref = "Missing")
    @APIResponse(responseCode = "409", ref = "Conflict")
    public Response resume(@PathParam("name") String name, @BeanParam Acting acting) {
        Operator operator = tenancy.operator(acting);
        return changed(operator, name, source -> sources.resume(operator, source));
    }

    @POST
    @Path("/{name}/disable")
    @Operation(
            operationId = "disableSource",
            summary = "Take no more webhooks",
            description = "Its URL answers as if there were none. What it has sent stays, and is processed.")
    @APIResponse(
            responseCode = "200",
            description = "The source",
            content = @Content(mediaType = "application/json", schema = @Schema(ref = "Source")))
    @APIResponse(responseCode = "404", ref = "Missing")
    @APIResponse(responseCode = "409", ref = "Conflict")
    public Response disable(@PathParam("name") String name, @BeanParam Acting acting) {
        Operator operator = tenancy.operator(acting);
        return changed(operator, name, source -> sources.disable(operator, source));
    }

    @POST
    @Path("/{name}/enable")
    @Operation(operationId = "enableSource", summary = "Take webhooks again")
    @APIResponse(
            responseCode = "200",
            description = "The source",
            content = @Content(mediaType = "application/json", schema = @Schema(ref = "Source")))
    @APIResponse(responseCode = "404", ref = "Missing")
    @APIResponse(responseCode = "409", ref = "Conflict")
    public Response enable(@PathParam("name") String name, @BeanParam Acting acting) {
        Operator operator = tenancy.operator(acting);
        return changed(operator, name, source -> sources.enable(operator, source));
    }

    /** Something that is done to a source. */
    private interface Act {
        Change on(SourceName source);
    }

    private Response changed(Operator operator, String name, Act act) {
        SourceName source = Input.sourceName(name);
        return Answers.after(
                act.on(source),
                "source " + name,
                "The source " + name + " is that already",
                () -> Answers.json(find(operator, source)));
    }

    private ObjectNode find(Operator operator, SourceName name) {
        return sources.find(operator.tenant(), name).orElseThrow(() -> ProblemException.missing("source " + name));
    }
}
