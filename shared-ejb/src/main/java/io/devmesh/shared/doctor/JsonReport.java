package io.devmesh.shared.doctor;

import io.devmesh.shared.json.Json;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The shape that {@link Report#json} promises. */
record JsonReport(Report report) {
    @Override
    public String toString() {
        ObjectNode root = Json.mapper().createObjectNode();
        root.put("worst", report.worst().label());
        ArrayNode findings = root.putArray("findings");
        for (Finding finding : report.findings()) {
            findings.addObject()
                    .put("severity", finding.severity().label())
                    .put("subject", finding.subject())
                    .put("code", finding.code().toString())
                    .put("seen", finding.seen())
                    .put("meaning", finding.meaning())
                    .put("change", finding.change());
        }
        return root.toString();
    }
}
