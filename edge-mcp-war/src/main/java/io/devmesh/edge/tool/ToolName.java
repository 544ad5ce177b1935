package io.devmesh.edge.tool;

import java.util.regex.Pattern;

/** 1 to 64 of {@code A-Z a-z 0-9 _ . -}: what every revision of MCP and every client accepts. */
public record ToolName(String value) {
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_.-]{1,64}");

    public ToolName {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("not a tool name: " + value);
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
