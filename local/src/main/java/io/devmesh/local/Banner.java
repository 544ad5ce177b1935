package io.devmesh.local;

import java.nio.file.Path;
import java.util.UUID;

/** What is shown once everything runs. */
final class Banner {
    private final Connection connection;
    private final Workspace workspace;

    Banner(Connection connection, Workspace workspace) {
        this.connection = connection;
        this.workspace = workspace;
    }

    /**
     * @param delivery the id that the sample webhook is sent with
     */
    String text(UUID delivery) {
        return """

                Developer Mesh is ready. Ctrl-C stops all of it.

                  MCP         %s
                  WebSocket   %s
                  Worker      %s
                  API key     %s
                  Webhook     %s
                  Secret      %s
                  Facts       %s
                  Logs        %s

                List the tools:

                %s

                Send a signed GitHub webhook (a second time it is a redelivery, and changes nothing):

                %s

                Read the event back:

                %s
                """.formatted(
                        connection.mcpUrl(),
                        connection.wsUrl(),
                        connection.workerUrl(),
                        connection.apiKey(),
                        connection.webhookUrl(),
                        connection.webhookSecret(),
                        workspace.connection(),
                        workspace.logs(),
                        listTools(),
                        sendWebhook(delivery),
                        readEvents());
    }

    String listTools() {
        return call("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\"}");
    }

    String readEvents() {
        return call("{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"tools/call\","
                + "\"params\":{\"name\":\"event_list\",\"arguments\":{}}}");
    }

    String sendWebhook(UUID delivery) {
        return """
                curl -sS -w '\\n' %s \\
                  -H 'Content-Type: application/json' \\
                  -H 'X-GitHub-Event: issues' \\
                  -H 'X-GitHub-Delivery: %s' \\
                  -H 'X-Hub-Signature-256: %s' \\
                  --data-binary %s""".formatted(
                        connection.webhookUrl(),
                        delivery,
                        SampleWebhook.signature(connection.webhookSecret()),
                        quoted("@", workspace.sampleWebhook()));
    }

    private String call(String body) {
        return """
                curl -sS -w '\\n' %s \\
                  -H 'Authorization: Bearer %s' \\
                  -H 'Content-Type: application/json' \\
                  -H 'Accept: application/json, text/event-stream' \\
                  -d '%s'""".formatted(connection.mcpUrl(), connection.apiKey(), body);
    }

    private static String quoted(String prefix, Path path) {
        return "'" + prefix + path.toString().replace("'", "'\\''") + "'";
    }
}
