package io.devmesh.worker.api;

import io.devmesh.shared.json.Json;
import io.devmesh.shared.limit.LimitOverride;
import io.devmesh.shared.limit.LimitRepository;
import io.devmesh.shared.limit.QuotaRepository;
import io.devmesh.shared.limit.QuotaRepository.Account;
import io.devmesh.shared.limit.QuotaRepository.Use;
import io.devmesh.shared.tenant.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code /admin/quotas}. */
@Path("/admin/quotas")
@Tag(name = "Limits")
@ApplicationScoped
public class QuotaResource {
    private final QuotaRepository quotas;
    private final LimitRepository limits;
    private final Tenancy tenancy;
    private final Clock clock;

    /** For the container. */
    public QuotaResource() {
        this(null, null, null, null);
    }

    @Inject
    QuotaResource(QuotaRepository quotas, LimitRepository limits, Tenancy tenancy, Clock clock) {
        this.quotas = quotas;
        this.limits = limits;
        this.tenancy = tenancy;
        this.clock = clock;
    }

    @GET
    @Operation(
            operationId = "listQuotaUse",
            summary = "What was used of quotas",
            description = "By the tenant, and by those of its keys that have a quota of their own. What replicas hold"
                    + " ahead of its use counts. Days and months are those of UTC.")
    @APIResponse(
            responseCode = "200",
            description = "The newest period first",
            content = @Content(mediaType = "application/json", schema = @Schema(ref = "QuotaUses")))
    @APIResponse(responseCode = "400", ref = "Invalid")
    public Response list(
            @Parameter(description = "Also earlier periods, from that day on: 2026-11-01") @QueryParam("from")
                    String from,
            @BeanParam Acting acting) {
        TenantId whose = tenancy.operator(acting).tenant();
        ObjectNode json = Json.mapper().createObjectNode();
        ArrayNode list = json.putArray("quotas");
        LimitOverride ofTenant = limits.find(whose);
        Map<UUID, LimitOverride> ofKeys = limits.listKeys(whose);
        (from == null ? quotas.current(whose, clock.instant()) : quotas.list(whose, Input.day("from", from)))
                .forEach(use -> list.add(json(
                        use,
                        use.account().isTenants()
                                ? ofTenant
                                : ofKeys.getOrDefault(use.account().holder(), LimitOverride.NONE))));
        return Answers.json(json);
    }

    private static ObjectNode json(Use use, LimitOverride limits) {
        Account account = use.account();
        LocalDate end = account.period().end(account.start());
        ObjectNode json = Json.mapper()
                .createObjectNode()
                .put("holder", account.isTenants() ? "tenant" : "key")
                .put("period", account.period().label())
                .put("from", account.start().toString())
                .put("until", end.toString())
                .put("used", use.used());
        if (!account.isTenants()) {
            json.put("key_id", account.holder().toString());
        }
        account.period().quota(limits).ifPresent(limit -> json.put("limit", limit));
        return json;
    }
}
