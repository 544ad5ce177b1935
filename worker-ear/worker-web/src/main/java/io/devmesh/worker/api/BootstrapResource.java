package io.devmesh.worker.api;

import io.devmesh.shared.json.Json;
import io.devmesh.shared.operation.KeyOperationRepository;
import io.devmesh.shared.operation.KeyOperationRepository.Made;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** {@code /admin/bootstrap}. */
@Path("/admin/bootstrap")
@Tag(name = "Keys")
@ApplicationScoped
public class BootstrapResource {
    private final KeyOperationRepository keys;

    /** For the container. */
    public BootstrapResource() {
        this(null);
    }

    @Inject
    public BootstrapResource(KeyOperationRepository keys) {
        this.keys = keys;
    }

    /** {@link KeyFilter} has seen that the caller has the token. */
    @POST
    @Operation(
            operationId = "bootstrap",
            summary = "The first key of a new installation",
            description = "Authorization: Bearer and the value of WORKER_BOOTSTRAP_TOKEN. Answers once: with a key that"
                    + " has the scope platform, of the tenant platform, and is in this answer only.")
    @APIResponse(
            responseCode = "201",
            description = "The key",
            content = @Content(mediaType = "application/json", schema = @Schema(ref = "FirstKey")))
    @APIResponse(responseCode = "409", ref = "Conflict")
    public Response bootstrap() {
        Made made = keys.bootstrap("platform", "operator:bootstrap")
                .orElseThrow(() -> new ProblemException(
                        Problem.CONFLICT, "There is a key with the scope platform, or was: the token is used up"));
        return Answers.json(
                201,
                Json.mapper()
                        .createObjectNode()
                        .put("id", made.id().toString())
                        .put("tenant", "platform")
                        .put("key", made.key().reveal()));
    }
}
