package io.devmesh.tools.migrate;

import io.devmesh.shared.json.Json;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;

/** The last words of a migration, for people or as JSON. */
record ReportText(String stream, Side source, Side target, Migration.End end) {
    void printTo(PrintWriter out, boolean json) {
        if (json) {
            out.println(Json.mapper().writeValueAsString(fields()));
        } else {
            lines(out);
        }
    }

    private Map<String, Object> fields() {
        Report report = end.report();
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("stream", stream);
        fields.put("source", source.name());
        fields.put("target", target.name());
        fields.put("complete", report.isComplete());
        fields.put("counters", Progress.named(end.counters()));
        fields.put("entries", report.entries());
        fields.put("done", report.done());
        fields.put("behind", report.behind());
        fields.put("missing", report.missing());
        fields.put("groups", report.groups());
        return fields;
    }

    private void lines(PrintWriter out) {
        Report report = end.report();
        MigrationRecord.Counters counters = end.counters();
        out.println("Stream " + stream + " from " + source.name() + " to " + target.name() + ": "
                + (report.isComplete() ? "nothing is missing" : "INCOMPLETE"));
        out.println("Over all runs: copied " + counters.copied() + ", of those with a new id " + counters.renumbered()
                + ", delivered anew " + counters.redelivered() + "; removed because done on the source "
                + counters.removed());
        out.println("On the source: " + report.entries() + " entries that are not done, " + report.done()
                + " that are; not copied yet: " + report.behind() + "; missing on the target: "
                + report.missing().size());
        report.missing().forEach(id -> out.println("  missing: " + id));
        for (Report.OfGroup group : report.groups()) {
            out.println("Group " + group.name() + ": " + group.entries()
                    + " entries not done on the source; on the target "
                    + group.found() + ", done meanwhile " + group.doneMeanwhile() + "; pending " + group.pending()
                    + ", of those alike on the target " + group.pendingAlike());
            group.differences().forEach(line -> out.println("  " + line));
        }
    }
}
