package io.devmesh.worker.api;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.OpenAPIDefinition;
import org.eclipse.microprofile.openapi.annotations.enums.SecuritySchemeType;
import org.eclipse.microprofile.openapi.annotations.info.Info;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.security.SecurityScheme;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What there is under {@code /api/v1}; META-INF/openapi.yaml has the schemas that the resources refer to. */
@ApplicationPath("/api/v1")
@OpenAPIDefinition(
        info =
                @Info(
                        title = "Developer Mesh operations",
                        version = "1",
                        description =
                                "Looks after the sources, events, dead letters, targets, queue, keys and limits of one team: the one"
                                        + " whose API key is sent. What belongs to another looks like what is not there. Errors"
                                        + " are RFC 9457 problem details."),
        tags = {
            @Tag(name = "Sources", description = "URLs that take webhooks"),
            @Tag(name = "Events", description = "What came in, and what became of it"),
            @Tag(name = "Dead letters", description = "Events that could not be processed"),
            @Tag(name = "Targets", description = "Where events are forwarded to"),
            @Tag(name = "Queue", description = "What waits"),
            @Tag(name = "Quarantine", description = "Entries of the stream that were put aside unread"),
            @Tag(name = "Tenants", description = "Teams that see nothing of each other"),
            @Tag(name = "Keys", description = "Who may call, and what"),
            @Tag(name = "Limits", description = "How much a team and its keys may use, and have used"),
            @Tag(name = "Audit", description = "Who did what")
        },
        security = @SecurityRequirement(name = "key"))
@SecurityScheme(
        securitySchemeName = "key",
        type = SecuritySchemeType.HTTP,
        scheme = "bearer",
        description = "An API key with the scope admin")
public class ApiApplication extends Application {
    @Override
    public Set<Class<?>> getClasses() {
        return Set.of(
                KeyFilter.class,
                OldPaths.class,
                ProblemMapper.class,
                SourceResource.class,
                EventResource.class,
                DeadLetterResource.class,
                TargetResource.class,
                QueueResource.class,
                QuarantineResource.class,
                TenantResource.class,
                KeyResource.class,
                LimitResource.class,
                QuotaResource.class,
                AuditResource.class,
                BootstrapResource.class);
    }
}
