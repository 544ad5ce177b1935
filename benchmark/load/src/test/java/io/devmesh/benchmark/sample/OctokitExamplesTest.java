package io.devmesh.benchmark.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class OctokitExamplesTest {
    private static final String INDEX = """
            [{"name": "push", "examples": [{"ref": "refs/heads/main", "repository": {"full_name": "a/b"}}]},
             {"name": "issues", "examples": [{"action": "opened", "sender": {"login": "mona"}}, {"action": "closed"}]}]
            """;

    private final List<Payload> payloads = OctokitExamples.parse(INDEX.getBytes(StandardCharsets.UTF_8));

    @Test
    void typeIsTheEventWithItsAction() {
        assertThat(payloads).extracting(Payload::type).containsExactly("push", "issues.opened", "issues.closed");
    }

    @Test
    void repositoryAndActorAreThoseOfTheBody() {
        assertThat(payloads.get(0).repository()).contains("a/b");
        assertThat(payloads.get(0).actor()).isEmpty();
        assertThat(payloads.get(1).repository()).isEmpty();
        assertThat(payloads.get(1).actor()).contains("mona");
    }

    @Test
    void bodyIsCompact() {
        assertThat(new String(payloads.get(2).body(), StandardCharsets.UTF_8)).isEqualTo("{\"action\":\"closed\"}");
    }

    @Test
    void anyNumberHasOneOfThem() {
        RepeatedPayloads repeated = new RepeatedPayloads(payloads);

        assertThat(List.of(repeated.payload(1), repeated.payload(2), repeated.payload(3), repeated.payload(4)))
                .extracting(Payload::type)
                .containsExactly("issues.opened", "issues.closed", "push", "issues.opened");
    }
}
