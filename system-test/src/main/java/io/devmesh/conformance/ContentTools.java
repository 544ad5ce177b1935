package io.devmesh.conformance;

import io.devmesh.edge.content.ContentBlock;
import io.devmesh.edge.content.ResourceContents;
import io.devmesh.edge.tool.Tool;
import io.devmesh.edge.tool.ToolResult;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import java.util.List;

/** Tools that answer at once. */
@ApplicationScoped
class ContentTools {
    @Produces
    Tool simpleText() {
        return answering("test_simple_text", new ContentBlock.Text("This is a simple text response for testing."));
    }

    @Produces
    Tool image() {
        return answering("test_image_content", Samples.picture());
    }

    @Produces
    Tool audio() {
        return answering("test_audio_content", Samples.sound());
    }

    @Produces
    Tool embeddedResource() {
        return answering(
                "test_embedded_resource",
                new ContentBlock.Embedded(new ResourceContents.Text(
                        "test://embedded-resource", "text/plain", "This is an embedded resource content.")));
    }

    @Produces
    Tool multipleTypes() {
        return answering(
                "test_multiple_content_types",
                new ContentBlock.Text("Multiple content types test:"),
                Samples.picture(),
                new ContentBlock.Embedded(new ResourceContents.Text(
                        "test://mixed-content-resource", "application/json", "{\"test\":\"data\",\"value\":123}")));
    }

    @Produces
    Tool refusing() {
        return FixtureTool.of(
                "test_error_handling",
                call -> new ToolResult.Refusal("This tool intentionally returns an error for testing"));
    }

    @Produces
    Tool jsonSchema() {
        return FixtureTool.of(
                "json_schema_2020_12_tool",
                call -> ToolResult.Content.text(
                        "Called with " + call.arguments().size() + " arguments"));
    }

    @Produces
    Tool headers() {
        return FixtureTool.of(
                "test_x_mcp_header",
                call -> ToolResult.Content.text("Value: " + call.text("value").orElseThrow()));
    }

    @Produces
    Tool greet() {
        return FixtureTool.of(
                "greet",
                call -> ToolResult.Content.text("Hello, " + call.text("name").orElseThrow() + "!"));
    }

    private static Tool answering(String name, ContentBlock... blocks) {
        return FixtureTool.of(name, call -> new ToolResult.Content(List.of(blocks)));
    }
}
