package io.devmesh.worker.api;

import io.devmesh.shared.audit.AuditRepository;
import io.devmesh.shared.audit.AuditVerdict;
import io.devmesh.shared.json.Json;
import io.devmesh.shared.tenant.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import tools.jackson.databind.node.ObjectNode;

/** {@code /admin/audit}. */
@Path("/admin/audit")
@Tag(name = "Audit")
@ApplicationScoped
public class AuditResource {
    private static final int USUAL = 100;
    private static final int MOST = 1_000;

    private final AuditRepository audit;
    private final Tenancy tenancy;

    /** For the container. */
    public AuditResource() {
        this(null, null);
    }

    @Inject
    AuditResource(AuditRepository audit, Tenancy tenancy) {
        this.audit = audit;
        this.tenancy = tenancy;
    }

    @GET
    @Operation(
            operationId = "listAudit",
            summary = "Who did what",
            description = "JSON lines, the oldest first. Where as many come as limit says, there may be more: ask again"
                    + " after the seq of the last one.")
    @APIResponse(
            responseCode = "200",
            description = "An entry in each line",
            content = @Content(mediaType = "application/jsonl", schema = @Schema(ref = "AuditEntry")))
    @APIResponse(responseCode = "400", ref = "Invalid")
    public Response list(
            @Parameter(description = "Only entries behind that seq") @QueryParam("after") String after,
            @Parameter(description = "Only entries from that time on") @QueryParam("since") String since,
            @Parameter(description = "1 to 1000; 100 unless given") @QueryParam("limit") String limit,
            @BeanParam Acting acting) {
        TenantId whose = tenancy.operator(acting).tenant();
        List<ObjectNode> page = audit.page(
                whose, Input.position("after", after), Input.time("since", since), Input.limit(limit, USUAL, MOST));
        StringBuilder lines = new StringBuilder();
        page.forEach(entry -> lines.append(entry).append('\n'));
        return Response.ok(lines.toString(), "application/jsonl")
                .header("Cache-Control", "no-store")
                .build();
    }

    @GET
    @Path("/verify")
    @Operation(
            operationId = "verifyAudit",
            summary = "Is it as it was written?",
            description =
                    "Computes the chain of hashes again. The hash of the newest entry, noted elsewhere, shows later"
                            + " that none was cut off.")
    @APIResponse(
            responseCode = "200",
            description = "What was found",
            content = @Content(mediaType = "application/json", schema = @Schema(ref = "AuditVerdict")))
    public Response verify(@BeanParam Acting acting) {
        ObjectNode json = Json.mapper().createObjectNode();
        return Answers.json(
                switch (audit.verify(tenancy.operator(acting).tenant())) {
                    case AuditVerdict.Intact(long first, long last, String hash) ->
                        json.put("intact", true)
                                .put("first", first)
                                .put("last", last)
                                .put("hash", hash);
                    case AuditVerdict.Broken(long number, String reason) ->
                        json.put("intact", false).put("broken_at", number).put("reason", reason);
                });
    }
}
