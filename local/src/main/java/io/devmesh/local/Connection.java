package io.devmesh.local;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.devmesh.shared.json.Json;
import java.io.IOException;
import java.nio.file.Path;

/** The content of connection.json: everything that a program needs to use what runs. */
record Connection(
        @JsonProperty("mcp_url") String mcpUrl,
        @JsonProperty("ws_url") String wsUrl,
        @JsonProperty("api_key") String apiKey,
        @JsonProperty("webhook_url") String webhookUrl,
        @JsonProperty("webhook_secret") String webhookSecret,
        @JsonProperty("worker_url") String workerUrl,
        @JsonProperty("redis_addr") String redisAddress,
        @JsonProperty("database_url") String databaseUrl) {

    static Connection of(Ports ports, DemoTenant.Access access, String redisAddress, Database database) {
        String edge = "://localhost:" + ports.edge();
        return new Connection(
                "http" + edge + "/mcp",
                "ws" + edge + "/ws",
                access.apiKey(),
                "http" + edge + "/webhooks/" + DemoTenant.SOURCE,
                access.webhookSecret(),
                "http://localhost:" + ports.worker(),
                redisAddress,
                database.url());
    }

    void write(Path file) throws IOException {
        new PrivateFile(file)
                .write(Json.mapper().writerWithDefaultPrettyPrinter().writeValueAsString(this) + "\n");
    }

    @Override
    public String toString() {
        return "Connection[" + mcpUrl + "]";
    }
}
