package io.devmesh.edge.health;

import io.devmesh.edge.admission.AdmissionConfig;
import io.devmesh.edge.audit.AuditConfig;
import io.devmesh.edge.auth.AnonymousConfig;
import io.devmesh.edge.cache.CacheConfig;
import io.devmesh.edge.mcp.McpConfig;
import io.devmesh.edge.mcp.session.SessionConfig;
import io.devmesh.edge.oauth.OAuthConfig;
import io.devmesh.edge.task.TaskConfig;
import io.devmesh.edge.tool.ToolConfig;
import io.devmesh.edge.webhook.WebhookConfig;
import io.devmesh.edge.work.DrainConfig;
import io.devmesh.shared.config.ServerConfig;
import io.devmesh.shared.config.Settings;
import io.devmesh.shared.config.StartupGuard;
import io.devmesh.shared.postgres.DatabaseConfig;
import io.devmesh.shared.redis.RedisConfig;
import io.devmesh.shared.secret.MasterKeys;
import io.devmesh.shared.stream.StreamConfig;
import io.devmesh.shared.telemetry.ServiceIdentity;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.List;

/** Builds this service's configuration records, and stops the start-up where one of them refuses. */
@ApplicationScoped
class EdgeConfiguration {
    static void check(Settings settings) {
        StartupGuard.check(
                settings,
                List.of(
                        all -> ServerConfig.from(all, "EDGE_MCP_PORT", 8082),
                        RedisConfig::queue,
                        RedisConfig::cache,
                        DatabaseConfig::from,
                        StreamConfig::from,
                        MasterKeys::from,
                        CacheConfig::from,
                        McpConfig::from,
                        DrainConfig::from,
                        AuditConfig::from,
                        OAuthConfig::from,
                        AnonymousConfig::from,
                        AdmissionConfig::from,
                        SessionConfig::from,
                        TaskConfig::from,
                        ToolConfig::from,
                        WebhookConfig::from));
    }

    @Produces
    @Singleton
    ServiceIdentity identity(Settings settings) {
        return ServiceIdentity.of("edge-mcp", settings);
    }

    @Produces
    @Singleton
    CacheConfig cache(Settings settings) {
        return CacheConfig.from(settings);
    }

    @Produces
    @Singleton
    AuditConfig audit(Settings settings) {
        return AuditConfig.from(settings);
    }

    @Produces
    @Singleton
    DrainConfig drain(Settings settings) {
        return DrainConfig.from(settings);
    }

    @Produces
    @Singleton
    McpConfig mcp(Settings settings) {
        return McpConfig.from(settings);
    }

    @Produces
    @Singleton
    OAuthConfig oauth(Settings settings) {
        return OAuthConfig.from(settings);
    }

    @Produces
    @Singleton
    AnonymousConfig anonymous(Settings settings) {
        return AnonymousConfig.from(settings);
    }

    @Produces
    @Singleton
    AdmissionConfig admission(Settings settings) {
        return AdmissionConfig.from(settings);
    }

    @Produces
    @Singleton
    SessionConfig session(Settings settings) {
        return SessionConfig.from(settings);
    }

    @Produces
    @Singleton
    TaskConfig task(Settings settings) {
        return TaskConfig.from(settings);
    }

    @Produces
    @Singleton
    ToolConfig tool(Settings settings) {
        return ToolConfig.from(settings);
    }

    @Produces
    @Singleton
    WebhookConfig webhook(Settings settings) {
        return WebhookConfig.from(settings);
    }
}
