package io.devmesh.worker.api;

import io.devmesh.shared.operation.Quarantine;
import io.devmesh.shared.operation.QuarantineOperationRepository.Whose;
import io.devmesh.shared.stream.EntryId;
import io.devmesh.shared.tenant.TenantRepository;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** {@code /quarantine}. */
@Path("/quarantine")
@Tag(name = "Quarantine")
@ApplicationScoped
public class QuarantineResource {
    private static final int USUAL = 100;
    private static final int MOST = 1_000;
    private static final Pattern ENTRY = Pattern.compile("[0-9]{1,20}-[0-9]{1,20}");

    private final Quarantine quarantine;
    private final TenantRepository tenants;
    private final ApiConfig config;

    /** For the container. */
    public QuarantineResource() {
        this(null, null, null);
    }

    @Inject
    public QuarantineResource(Quarantine quarantine, TenantRepository tenants, ApiConfig config) {
        this.quarantine = quarantine;
        this.tenants = tenants;
        this.config = config;
    }

    @GET
    @Operation(
            operationId = "listQuarantine",
            summary = "List entries that were put aside",
            description =
                    "The newest first: those whose fields name the team. Those that name none are shown to the team"
                            + " that WORKER_OPERATOR_TENANT names.")
    @APIResponse(
            responseCode = "200",
            description = "The entries",
            content = @Content(mediaType = "application/json", schema = @Schema(ref = "Quarantine")))
    @APIResponse(responseCode = "400", ref = "Invalid")
    public Response list(
            @Parameter(
                            description = "Entries at the most",
                            schema =
                                    @Schema(
                                            type = SchemaType.INTEGER,
                                            minimum = "1",
                                            maximum = "1000",
                                            defaultValue = "100"))
                    @QueryParam("limit")
                    String limit,
            @Context SecurityContext security) {
        return Answers.json(quarantine.list(whose(Caller.of(security)), Input.limit(limit, USUAL, MOST)));
    }

    @GET
    @Path("/{id}")
    @Operation(
            operationId = "getQuarantined",
            summary = "One entry",
            description = "With its fields in Base64, for they may be any bytes.")
    @APIResponse(
            responseCode = "200",
            description = "The entry",
            content = @Content(mediaType = "application/json", schema = @Schema(ref = "QuarantinedEntry")))
    @APIResponse(responseCode = "404", ref = "Missing")
    public Response get(@PathParam("id") String id, @Context SecurityContext security) {
        return quarantine
                .find(whose(Caller.of(security)), entry(id))
                .map(Answers::json)
                .orElseThrow(() -> ProblemException.missing("entry " + id));
    }

    @POST
    @Path("/{id}/replay")
    @Operation(
            operationId = "replayQuarantined",
            summary = "Put one onto the stream again",
            description =
                    "Only where replayable is true. One over which Workers died may end some again, before it is put"
                            + " aside again.")
    @APIResponse(responseCode = "204", description = "It is on the stream")
    @APIResponse(responseCode = "404", ref = "Missing")
    @APIResponse(responseCode = "409", ref = "Conflict")
    @APIResponse(responseCode = "503", ref = "Unavailable")
    public Response replay(@PathParam("id") String id, @Context SecurityContext security) {
        Caller caller = Caller.of(security);
        return Answers.after(
                quarantine.replay(caller.operator(), whose(caller), entry(id)),
                "entry " + id,
                "Entry " + id + " is no event that can be read",
                () -> Response.noContent().build());
    }

    @POST
    @Path("/{id}/discard")
    @Operation(operationId = "discardQuarantined", summary = "Forget one", description = "It cannot be had back.")
    @APIResponse(responseCode = "204", description = "It is gone")
    @APIResponse(responseCode = "404", ref = "Missing")
    public Response discard(@PathParam("id") String id, @Context SecurityContext security) {
        Caller caller = Caller.of(security);
        return Answers.after(
                quarantine.discard(caller.operator(), whose(caller), entry(id)),
                "entry " + id,
                "",
                () -> Response.noContent().build());
    }

    private Whose whose(Caller caller) {
        boolean withOrphans = config.operatorTenant()
                .flatMap(tenants::find)
                .filter(caller.tenant()::equals)
                .isPresent();
        return new Whose(caller.tenant(), withOrphans);
    }

    /** What can't be an id is not there. */
    private static EntryId entry(String id) {
        if (!ENTRY.matcher(id).matches()) {
            throw ProblemException.missing("entry " + id);
        }
        return new EntryId(id);
    }
}
