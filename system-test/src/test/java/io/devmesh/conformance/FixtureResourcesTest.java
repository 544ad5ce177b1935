package io.devmesh.conformance;

import static io.devmesh.conformance.Conversation.CALLER;
import static org.assertj.core.api.Assertions.assertThat;

import io.devmesh.edge.ask.Answers;
import io.devmesh.edge.resource.ResourceCall;
import io.devmesh.edge.resource.ResourceRegistry;
import io.devmesh.edge.resource.ResourceResult;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class FixtureResourcesTest {
    private final ResourceRegistry resources = new ResourceRegistry(List.of(new FixtureResources()));

    @Test
    void holdWhatTheSuiteExpects() {
        assertThat(read("test://static-text").path("text").stringValue())
                .isEqualTo("This is the content of the static text resource.");
        assertThat(read("test://static-binary").path("mimeType").stringValue()).isEqualTo("image/png");
        assertThat(read("test://template/123/data").toString())
                .isEqualTo(
                        "{\"uri\":\"test://template/123/data\",\"mimeType\":\"application/json\",\"text\":"
                                + "\"{\\\"id\\\":\\\"123\\\",\\\"templateTest\\\":true,\\\"data\\\":\\\"Data for ID: 123\\\"}\"}");
    }

    @Test
    void canAllBeReadThatAreListed() {
        assertThat(resources.resources(CALLER))
                .isNotEmpty()
                .allSatisfy(resource -> assertThat(read(resource.uri())).isNotEmpty());
        assertThat(resources.read(new ResourceCall(CALLER, "test://nonexistent", Answers.none())))
                .isEmpty();
    }

    @Test
    void canBeWatched() {
        assertThat(resources.isSubscribable(CALLER, "test://watched-resource")).isTrue();
        assertThat(resources.isSubscribable(CALLER, "test://static-text")).isFalse();
    }

    private JsonNode read(String uri) {
        var result = (ResourceResult.Contents)
                resources.read(new ResourceCall(CALLER, uri, Answers.none())).orElseThrow();
        return result.contents().get(0).toJson();
    }
}
