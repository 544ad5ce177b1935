package io.devmesh.worker.api;

import io.devmesh.shared.json.Json;
import io.devmesh.shared.operation.TenantOperationRepository;
import io.devmesh.shared.tenant.TenantRepository;
import io.devmesh.shared.tenant.TenantRepository.Listed;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
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

/** {@code /admin/tenants}. */
@Path("/admin/tenants")
@Tag(name = "Tenants")
@ApplicationScoped
public class TenantResource {
    private final TenantRepository tenants;
    private final TenantOperationRepository operations;

    /** For the container. */
    public TenantResource() {
        this(null, null);
    }

    @Inject
    public TenantResource(TenantRepository tenants, TenantOperationRepository operations) {
        this.tenants = tenants;
        this.operations = operations;
    }

    @GET
    @Operation(operationId = "listTenants", summary = "List tenants", description = "Needs the scope platform.")
    @APIResponse(
            responseCode = "200",
            description = "All, by name",
            content = @Content(mediaType = "application/json", schema = @Schema(ref = "Tenants")))
    public Response list(@Context SecurityContext security) {
        Tenancy.requirePlatform(security);
        ObjectNode json = Json.mapper().createObjectNode();
        ArrayNode list = json.putArray("tenants");
        tenants.list().forEach(tenant -> list.add(json(tenant)));
        return Answers.json(json);
    }

    @POST
    @Operation(operationId = "createTenant", summary = "Make a tenant", description = "Needs the scope platform.")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            mediaType = "application/json",
                            schema = @Schema(ref = "NewTenant"),
                            example = "{\"name\": \"payments\"}"))
    @APIResponse(
            responseCode = "201",
            description = "The tenant",
            content = @Content(mediaType = "application/json", schema = @Schema(ref = "Tenant")))
    @APIResponse(responseCode = "400", ref = "Invalid")
    @APIResponse(responseCode = "409", ref = "Conflict")
    public Response create(InputStream body, @Context SecurityContext security) {
        Tenancy.requirePlatform(security);
        String name = Input.text(Input.object(body, Set.of("name")), "name")
                .filter(TenantOperationRepository::isName)
                .orElseThrow(() -> Input.invalid("name must match [a-zA-Z0-9][a-zA-Z0-9._-]{0,63}"));
        if (operations.create(Caller.of(security).operator().actor(), name).isEmpty()) {
            throw new ProblemException(Problem.CONFLICT, "There is a tenant " + name + " already");
        }
        return Answers.json(
                201,
                tenants.list().stream()
                        .filter(tenant -> tenant.name().equals(name))
                        .findFirst()
                        .map(TenantResource::json)
                        .orElseThrow());
    }

    private static ObjectNode json(Listed tenant) {
        return Json.mapper()
                .createObjectNode()
                .put("id", tenant.id().toString())
                .put("name", tenant.name())
                .put("created_at", tenant.createdAt().toString())
                .put("keys", tenant.keys())
                .put("sources", tenant.sources());
    }
}
