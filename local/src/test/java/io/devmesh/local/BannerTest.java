package io.devmesh.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class BannerTest {
    private static final Database DATABASE = new Database("127.0.0.1", 5432, "devmesh", "devmesh", "pw", "disable");
    private static final Connection CONNECTION = Connection.of(
            new Ports(8082, 8088), new DemoTenant.Access("usr_key", "secret"), "127.0.0.1:6379", DATABASE);

    @Test
    void showsWhereEverythingIs() {
        String text = new Banner(CONNECTION, new Workspace(Path.of("/w"))).text(new UUID(1, 2));

        assertThat(text)
                .contains("http://localhost:8082/mcp")
                .contains("ws://localhost:8082/ws")
                .contains("http://localhost:8088")
                .contains("http://localhost:8082/webhooks/demo-github")
                .contains("usr_key")
                .contains("/w/logs");
    }

    @Test
    void everyCommandIsOneCurlThatAShellReadsWhole() {
        Banner banner = new Banner(CONNECTION, new Workspace(Path.of("/it's here")));

        assertThat(banner.sendWebhook(new UUID(1, 2)))
                .startsWith("curl ")
                .contains(" \\\n")
                .endsWith("--data-binary '@/it'\\''s here/sample-webhook.json'");
        assertThat(banner.listTools()).startsWith("curl ").contains("\"tools/list\"");
        assertThat(banner.readEvents()).startsWith("curl ").contains("\"event_list\"");
    }
}
