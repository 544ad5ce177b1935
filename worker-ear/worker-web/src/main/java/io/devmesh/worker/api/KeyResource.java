package io.devmesh.worker.api;

import io.devmesh.shared.json.Json;
import io.devmesh.shared.operation.KeyOperationRepository;
import io.devmesh.shared.operation.KeyOperationRepository.Made;
import io.devmesh.shared.operation.Operator;
import io.devmesh.shared.tenant.ApiKeyRepository;
import io.devmesh.shared.tenant.Grants;
import io.devmesh.shared.tenant.Scope;
import io.devmesh.shared.tenant.StoredKey;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.io.InputStream;
import java.util.Set;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code /admin/keys}. */
@Path("/admin/keys")
@Tag(name = "Keys")
@ApplicationScoped
public class KeyResource {
    private final ApiKeyRepository keys;
    private final KeyOperationRepository operations;
    private final Tenancy tenancy;

    /** For the container. */
    public KeyResource() {
        this(null, null, null);
    }

    @Inject
    KeyResource(ApiKeyRepository keys, KeyOperationRepository operations, Tenancy tenancy) {
        this.keys = keys;
        this.operations = operations;
        this.tenancy = tenancy;
    }

    @GET
    @Operation(operationId = "listKeys", summary = "List keys", description = "Revoked ones, too; never what they are.")
    @APIResponse(
            responseCode = "200",
            description = "All of the team's, the oldest first",
            content = @Content(mediaType = "application/json", schema = @Schema(ref = "Keys")))
    public Response list(@BeanParam Acting acting) {
        ObjectNode json = Json.mapper().createObjectNode();
        ArrayNode list = json.putArray("keys");
        keys.list(tenancy.operator(acting).tenant()).forEach(key -> list.add(json(key)));
        return Answers.json(json);
    }

    @GET
    @Path("/{id}")
    @Operation(operationId = "getKey", summary = "One key")
    @APIResponse(
            responseCode = "200",
            description = "The key",
            content = @Content(mediaType = "application/json", schema = @Schema(ref = "Key")))
    @APIResponse(responseCode = "404", ref = "Missing")
    public Response get(@PathParam("id") String id, @BeanParam Acting acting) {
        return Answers.json(find(tenancy.operator(acting), Input.keyId(id)));
    }

    @POST
    @Operation(
            operationId = "createKey",
            summary = "Make a key",
            description =
                    "It is in this answer only. Nobody can give more than they have: the scope platform takes a key"
                            + " that has it.")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            mediaType = "application/json",
                            schema = @Schema(ref = "NewKey"),
                            example = "{\"name\": \"ci\", \"scopes\": [\"events:read\"], \"expires_at\":"
                                    + " \"2027-01-01T00:00:00Z\"}"))
    @APIResponse(
            responseCode = "201",
            description = "The key, with what it is",
            content = @Content(mediaType = "application/json", schema = @Schema(ref = "Key")))
    @APIResponse(responseCode = "400", ref = "Invalid")
    public Response create(InputStream body, @BeanParam Acting acting) {
        Operator operator = tenancy.operator(acting);
        KeyRequest wanted = KeyRequest.of(Input.object(body, KeyRequest.FIELDS));
        refuseMore(acting.security(), wanted.grants());
        Made made = operations.create(operator, wanted.name(), wanted.type(), wanted.grants(), wanted.expiresAt());
        return shown(operator, made);
    }

    @POST
    @Path("/{id}/rotate")
    @Operation(
            operationId = "rotateKey",
            summary = "Make a key in its place",
            description = "With the same name, grants and limits. Both work for overlap_seconds, a day unless given.")
    @RequestBody(
            required = false,
            content =
                    @Content(
                            mediaType = "application/json",
                            schema = @Schema(ref = "Rotation"),
                            example = "{\"overlap_seconds\": 3600}"))
    @APIResponse(
            responseCode = "201",
            description = "The new key, with what it is",
            content = @Content(mediaType = "application/json", schema = @Schema(ref = "Key")))
    @APIResponse(responseCode = "400", ref = "Invalid")
    @APIResponse(responseCode = "404", ref = "Missing")
    @APIResponse(responseCode = "409", ref = "Conflict")
    public Response rotate(@PathParam("id") String id, InputStream body, @BeanParam Acting acting) {
        Operator operator = tenancy.operator(acting);
        UUID key = Input.keyId(id);
        refuseMore(acting.security(), known(operator, key).grants());
        Made made = operations
                .rotate(operator, key, KeyRequest.overlap(Input.object(body, Set.of("overlap_seconds"))))
                .orElseThrow(() -> new ProblemException(
                        Problem.CONFLICT,
                        "The key " + id + " does not work any more, or has one in its place already"));
        return shown(operator, made);
    }

    @PUT
    @Path("/{id}/grants")
    @Operation(
            operationId = "grantKey",
            summary = "Say anew what it may do",
            description = "What is not named is taken away. All replicas know within two seconds.")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            mediaType = "application/json",
                            schema = @Schema(ref = "KeyGrants"),
                            example = "{\"scopes\": [\"events:read\", \"tools:call:dead_letter_*\"]}"))
    @APIResponse(
            responseCode = "200",
            description = "The key",
            content = @Content(mediaType = "application/json", schema = @Schema(ref = "Key")))
    @APIResponse(responseCode = "400", ref = "Invalid")
    @APIResponse(responseCode = "404", ref = "Missing")
    public Response grant(@PathParam("id") String id, InputStream body, @BeanParam Acting acting) {
        Operator operator = tenancy.operator(acting);
        UUID key = Input.keyId(id);
        Grants grants = KeyRequest.grants(Input.object(body, Set.of("scopes", "toolset")));
        refuseMore(acting.security(), grants);
        refuseMore(acting.security(), known(operator, key).grants());
        return Answers.after(
                operations.grant(operator, key, grants),
                "key " + id + " that is not revoked",
                "",
                () -> Answers.json(find(operator, key)));
    }

    @POST
    @Path("/{id}/revoke")
    @Operation(
            operationId = "revokeKey",
            summary = "End it",
            description = "On all replicas within two seconds, with the streams and sockets that it holds open.")
    @APIResponse(
            responseCode = "200",
            description = "The key",
            content = @Content(mediaType = "application/json", schema = @Schema(ref = "Key")))
    @APIResponse(responseCode = "404", ref = "Missing")
    public Response revoke(@PathParam("id") String id, @BeanParam Acting acting) {
        Operator operator = tenancy.operator(acting);
        UUID key = Input.keyId(id);
        refuseMore(acting.security(), known(operator, key).grants());
        return Answers.after(
                operations.revoke(operator, key),
                "key " + id + " that is not revoked",
                "",
                () -> Answers.json(find(operator, key)));
    }

    /** An administrator of one team must not come by a key for all, and look after none. */
    static void refuseMore(SecurityContext security, Grants grants) {
        if (grants.scopes().contains(Scope.PLATFORM)
                && !Caller.of(security).owner().may(Scope.PLATFORM)) {
            throw new ProblemException(
                    Problem.FORBIDDEN,
                    "The API key needs the scope " + Scope.PLATFORM.wire() + " for a key that has it");
        }
    }

    private Response shown(Operator operator, Made made) {
        ObjectNode json = find(operator, made.id());
        return Answers.json(201, json.put("key", made.key().reveal()));
    }

    private ObjectNode find(Operator operator, UUID id) {
        return json(known(operator, id));
    }

    private StoredKey known(Operator operator, UUID id) {
        return keys.get(operator.tenant(), id).orElseThrow(() -> ProblemException.missing("key " + id));
    }

    private static ObjectNode json(StoredKey key) {
        ObjectNode json = Json.mapper()
                .createObjectNode()
                .put("id", key.id().toString())
                .put("name", key.name())
                .put("prefix", key.prefix())
                .put("created_at", key.createdAt().toString());
        ArrayNode scopes = json.putArray("scopes");
        key.grants().wires().forEach(scopes::add);
        ArrayNode toolset = json.putArray("toolset");
        key.grants().tools().forEach(toolset::add);
        key.expiresAt().ifPresent(end -> json.put("expires_at", end.toString()));
        key.revokedAt().ifPresent(end -> json.put("revoked_at", end.toString()));
        key.replacedBy().ifPresent(next -> json.put("replaced_by", next.toString()));
        return json;
    }
}
