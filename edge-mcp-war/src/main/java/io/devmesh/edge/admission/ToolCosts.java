package io.devmesh.edge.admission;

import io.devmesh.shared.config.Settings;
import java.util.HashMap;
import java.util.Map;

/** What a call of each tool counts for; 1 where nothing is said. */
record ToolCosts(Map<String, Integer> byTool) {
    private static final String VARIABLE = "EDGE_MCP_TOOL_COSTS";
    private static final String ANY = "*";

    ToolCosts {
        byTool = Map.copyOf(byTool);
    }

    /** @param list as in {@code event_stats=5,*=1} */
    static ToolCosts parse(String list) {
        Map<String, Integer> costs = new HashMap<>();
        for (String member : list.split(",", -1)) {
            if (!member.isBlank()) {
                String[] parts = member.strip().split("=", -1);
                if (parts.length != 2 || parts[0].isBlank() || !parts[1].strip().matches("[1-9]\\d{0,2}")) {
                    throw Settings.refuse(
                            VARIABLE,
                            list,
                            "each member is tool=cost, and a cost is a number from 1 to 999",
                            "write event_stats=5,*=1, for example");
                }
                costs.put(parts[0].strip(), Integer.parseInt(parts[1].strip()));
            }
        }
        return new ToolCosts(costs);
    }

    int of(String tool) {
        Integer cost = byTool.get(tool);
        return cost == null ? byTool.getOrDefault(ANY, 1) : cost;
    }
}
