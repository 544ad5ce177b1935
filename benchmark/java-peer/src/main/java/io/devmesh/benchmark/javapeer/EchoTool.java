package io.devmesh.benchmark.javapeer;

import io.modelcontextprotocol.json.McpJsonDefaults;
import io.modelcontextprotocol.json.McpJsonMapper;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.Tool;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;

/** Answers what it was told, in text and structured, as the tool of Edge MCP does that it is compared with. */
final class EchoTool {
    private static final McpJsonMapper JSON = McpJsonDefaults.getMapper();

    private static final String INPUT = """
            {"type":"object","properties":{"text":{"type":"string","maxLength":4096}},"required":["text"],
            "additionalProperties":false}""";

    private static final String OUTPUT = """
            {"type":"object","properties":{"text":{"type":"string"}},"required":["text"]}""";

    private EchoTool() {}

    static Tool description() {
        return Tool.builder("echo", JSON, INPUT)
                .title("Echo")
                .description("Answers what it was told.")
                .outputSchema(JSON, OUTPUT)
                .build();
    }

    static CallToolResult call(CallToolRequest request) {
        Map<String, Object> structured = Map.of("text", request.arguments().get("text"));
        try {
            return CallToolResult.builder()
                    .structuredContent(structured)
                    .addTextContent(JSON.writeValueAsString(structured))
                    .isError(false)
                    .build();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}
