package io.devmesh.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/** A task belongs to the replica that renews its lease, for as long as it does. */
@ExtendWith(FixtureStack.class)
class TaskLeasesIT {
    private static final String LONG = "{'seconds':60}";
    private static final String LONGER_THAN_A_LEASE = "{'seconds':17,'label':'Kept'}";

    private final StatelessClient client;
    private final Jdbi jdbi;

    TaskLeasesIT(Stack stack) {
        this.client = new StatelessClient(stack.tenant("t-" + UUID.randomUUID()));
        this.jdbi = stack.jdbi();
    }

    @Test
    void isTakenOverOnlyWhereItWasNotRenewed() {
        String kept = client.task("slow_compute", LONGER_THAN_A_LEASE);
        String unrepeatable = client.task("slow_compute", LONG);
        leave(unrepeatable, "slow_compute");
        String repeatable = client.task("slow_compute", LONG);
        leave(repeatable, "event_list");

        JsonNode again = awaitOver(repeatable);
        assertThat(again.path("status").stringValue()).isEqualTo("completed");
        assertThat(again.path("result").path("structuredContent").path("events").isArray())
                .isTrue();
        JsonNode lost = awaitOver(unrepeatable);
        assertThat(lost.path("status").stringValue()).isEqualTo("failed");
        assertThat(lost.path("error").path("message").stringValue()).contains("replica", "gone");
        assertThat(lost.path("statusMessage")).isEqualTo(lost.path("error").path("message"));
        JsonNode done = awaitOver(kept);
        assertThat(done.path("status").stringValue()).isEqualTo("completed");
        assertThat(done.path("result").toString()).contains("Kept done");
    }

    /** As if the replica that works on it had died a while ago, in the middle of a call of {@code tool}. */
    private void leave(String task, String tool) {
        jdbi.useHandle(handle -> handle.createUpdate("UPDATE devmesh.mcp_task SET worker = 'gone', tool = :tool,"
                        + " arguments = '{}', leased_until = now() - interval '1 second' WHERE id = :id")
                .bind("tool", tool)
                .bind("id", UUID.fromString(task))
                .execute());
    }

    private JsonNode awaitOver(String task) {
        return await("the end of a task")
                .atMost(EventStream.PATIENCE)
                .until(
                        () -> client.task(task).json().path("result"),
                        result -> !result.path("status").asString("").equals("working"));
    }
}
