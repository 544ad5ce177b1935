package io.devmesh.worker.api;

import io.devmesh.shared.json.Json;
import io.devmesh.shared.limit.LimitField;
import io.devmesh.shared.limit.LimitOverride;
import io.devmesh.shared.limit.LimitRepository;
import io.devmesh.shared.operation.LimitOperationRepository;
import io.devmesh.shared.operation.Operator;
import io.devmesh.shared.tenant.ApiKeyRepository;
import io.devmesh.shared.tenant.Scope;
import io.devmesh.shared.tenant.StoredKey;
import io.devmesh.shared.tenant.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.io.InputStream;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code /admin/limits}: those of a tenant are given by the platform, those of its keys by its administrators. */
@Path("/admin/limits")
@Tag(name = "Limits")
@ApplicationScoped
public class LimitResource {
    private final LimitRepository limits;
    private final LimitOperationRepository operations;
    private final ApiKeyRepository keys;
    private final Tenancy tenancy;

    /** For the container. */
    public LimitResource() {
        this(null, null, null, null);
    }

    @Inject
    LimitResource(LimitRepository limits, LimitOperationRepository operations, ApiKeyRepository keys, Tenancy tenancy) {
        this.limits = limits;
        this.operations = operations;
        this.keys = keys;
        this.tenancy = tenancy;
    }

    @GET
    @Operation(
            operationId = "listLimits",
            summary = "Limits that are not the configuration's",
            description = "Of the tenant and of its keys; what is not there is as Edge MCP is configured.")
    @APIResponse(
            responseCode = "200",
            description = "Those that were set",
            content = @Content(mediaType = "application/json", schema = @Schema(ref = "Limits")))
    public Response list(@BeanParam Acting acting) {
        return Answers.json(json(tenancy.operator(acting).tenant()));
    }

    @PUT
    @Path("/tenant")
    @Operation(
            operationId = "setTenantLimits",
            summary = "Say anew what the tenant may use",
            description = "Needs the scope platform. What is not named is the configuration's. All replicas keep to it"
                    + " within five seconds.")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            mediaType = "application/json",
                            schema = @Schema(ref = "LimitValues"),
                            example = "{\"rps\": 500, \"daily_quota\": 100000}"))
    @APIResponse(
            responseCode = "200",
            description = "All limits of the tenant",
            content = @Content(mediaType = "application/json", schema = @Schema(ref = "Limits")))
    @APIResponse(responseCode = "400", ref = "Invalid")
    public Response setTenant(InputStream body, @BeanParam Acting acting) {
        Tenancy.requirePlatform(acting.security());
        Operator operator = tenancy.operator(acting);
        operations.set(operator, LimitRequest.of(Input.object(body, LimitRequest.FIELDS)));
        return Answers.json(json(operator.tenant()));
    }

    @DELETE
    @Path("/tenant")
    @Operation(
            operationId = "clearTenantLimits",
            summary = "Let the configuration hold for the tenant",
            description = "Needs the scope platform. Its keys keep theirs.")
    @APIResponse(
            responseCode = "200",
            description = "All limits of the tenant",
            content = @Content(mediaType = "application/json", schema = @Schema(ref = "Limits")))
    @APIResponse(responseCode = "404", ref = "Missing")
    public Response clearTenant(@BeanParam Acting acting) {
        Tenancy.requirePlatform(acting.security());
        Operator operator = tenancy.operator(acting);
        return Answers.after(
                operations.clear(operator),
                "limit of the tenant that is not the configuration's",
                "",
                () -> Answers.json(json(operator.tenant())));
    }

    @PUT
    @Path("/keys/{id}")
    @Operation(
            operationId = "setKeyLimits",
            summary = "Say anew what a key may use",
            description = "What is not named is the configuration's. Nothing may be above what the tenant was given by"
                    + " name, but for callers with the scope platform. All replicas keep to it within five seconds.")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            mediaType = "application/json",
                            schema = @Schema(ref = "LimitValues"),
                            example = "{\"rps\": 5, \"concurrency\": 2}"))
    @APIResponse(
            responseCode = "200",
            description = "All limits of the tenant",
            content = @Content(mediaType = "application/json", schema = @Schema(ref = "Limits")))
    @APIResponse(responseCode = "400", ref = "Invalid")
    @APIResponse(responseCode = "404", ref = "Missing")
    public Response setKey(@PathParam("id") String id, InputStream body, @BeanParam Acting acting) {
        Operator operator = tenancy.operator(acting);
        UUID key = Input.keyId(id);
        LimitOverride wanted = LimitRequest.of(Input.object(body, LimitRequest.FIELDS));
        requireKey(acting.security(), operator, key);
        refuseMore(acting.security(), wanted, limits.find(operator.tenant()));
        return Answers.after(
                operations.set(operator, key, wanted), "key " + id, "", () -> Answers.json(json(operator.tenant())));
    }

    @DELETE
    @Path("/keys/{id}")
    @Operation(operationId = "clearKeyLimits", summary = "Let the configuration hold for a key")
    @APIResponse(
            responseCode = "200",
            description = "All limits of the tenant",
            content = @Content(mediaType = "application/json", schema = @Schema(ref = "Limits")))
    @APIResponse(responseCode = "404", ref = "Missing")
    public Response clearKey(@PathParam("id") String id, @BeanParam Acting acting) {
        Operator operator = tenancy.operator(acting);
        UUID key = Input.keyId(id);
        requireKey(acting.security(), operator, key);
        return Answers.after(
                operations.clear(operator, key),
                "limit of the key " + id,
                "",
                () -> Answers.json(json(operator.tenant())));
    }

    private void requireKey(SecurityContext security, Operator operator, UUID id) {
        KeyResource.refuseMore(
                security,
                keys.get(operator.tenant(), id)
                        .orElseThrow(() -> ProblemException.missing("key " + id))
                        .grants());
    }

    /** What the platform gave a tenant by name bounds what its administrators may give its keys. */
    private static void refuseMore(SecurityContext security, LimitOverride wanted, LimitOverride given) {
        Optional<LimitField> field = wanted.above(given);
        if (field.isPresent() && !Caller.of(security).owner().may(Scope.PLATFORM)) {
            String name = field.get().wire();
            throw new ProblemException(
                    Problem.FORBIDDEN,
                    name + " is " + wanted.values().get(field.get()) + ", and the tenant has "
                            + given.values().get(field.get())
                            + ": give that at the most, or ask someone with the scope "
                            + Scope.PLATFORM.wire() + " for more");
        }
    }

    private ObjectNode json(TenantId tenant) {
        ObjectNode json = Json.mapper().createObjectNode();
        json.set("tenant", LimitRequest.json(limits.find(tenant)));
        ArrayNode list = json.putArray("keys");
        Map<UUID, LimitOverride> limited = limits.listKeys(tenant);
        for (StoredKey key : keys.list(tenant)) {
            if (limited.containsKey(key.id())) {
                ObjectNode entry = list.addObject()
                        .put("id", key.id().toString())
                        .put("name", key.name())
                        .put("prefix", key.prefix());
                entry.set("limits", LimitRequest.json(limited.get(key.id())));
            }
        }
        return json;
    }
}
