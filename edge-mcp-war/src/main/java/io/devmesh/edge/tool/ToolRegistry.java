package io.devmesh.edge.tool;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** All tools, in the order of their names, so that lists are the same on every replica. */
@ApplicationScoped
public class ToolRegistry {
    private final Map<String, Tool> tools = new TreeMap<>();

    ToolRegistry() {}

    @Inject
    ToolRegistry(@Any Instance<Tool> tools) {
        this(tools.stream().toList());
    }

    /** Throws IllegalArgumentException where two tools have one name. */
    public ToolRegistry(Iterable<Tool> tools) {
        for (Tool tool : tools) {
            String name = tool.description().name().value();
            if (this.tools.putIfAbsent(name, tool) != null) {
                throw new IllegalArgumentException("two tools are called " + name);
            }
        }
    }

    public List<Tool> all() {
        return List.copyOf(tools.values());
    }

    public Optional<Tool> find(String name) {
        return Optional.ofNullable(tools.get(name));
    }
}
