package io.devmesh.benchmark.report;

import io.devmesh.shared.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Everything that one run found.
 *
 * @param facts about the programs that took part, such as their versions
 * @param parameters as given
 */
public record Report(
        Instant started,
        Instant ended,
        Machine machine,
        Map<String, String> facts,
        Map<String, String> parameters,
        List<Section> sections) {
    public Report {
        sections = List.copyOf(sections);
    }

    public void write(Path file) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, Json.mapper().writerWithDefaultPrettyPrinter().writeValueAsString(toJson()) + "\n");
    }

    ObjectNode toJson() {
        ObjectNode json = Json.mapper().createObjectNode();
        json.put("started", started.toString());
        json.put("ended", ended.toString());
        ObjectNode host = json.putObject("machine");
        host.put("processors", machine.processors());
        host.put("memory_mebibytes", machine.memoryMebibytes());
        host.put("system", machine.system());
        host.put("java", machine.java());
        host.put("load_average_at_start", machine.load());
        put(facts, json.putObject("facts"));
        put(parameters, json.putObject("parameters"));
        ArrayNode parts = json.putArray("benchmarks");
        sections.forEach(section -> put(section, parts.addObject()));
        return json;
    }

    private static void put(Map<String, String> values, ObjectNode json) {
        new TreeMap<>(values).forEach(json::put);
    }

    private static void put(Section section, ObjectNode json) {
        json.put("name", section.name());
        switch (section) {
            case Section.Rates rates -> {
                json.put("unit", rates.unit());
                ArrayNode series = json.putArray("series");
                rates.series().forEach(one -> put(one, series.addObject()));
                ArrayNode comparisons = json.putArray("comparisons");
                rates.comparisons().forEach(comparison -> put(comparison, comparisons.addObject()));
                ArrayNode limits = json.putArray("limits");
                rates.limits().forEach(limit -> put(limit, limits.addObject()));
                put(rates.skipped(), json.putObject("skipped"));
            }
            case Section.Memory memory -> {
                json.put("unit", memory.unit());
                json.put("count", memory.count());
                ArrayNode footprints = json.putArray("footprints");
                memory.footprints().forEach(footprint -> put(footprint, footprints.addObject()));
            }
        }
    }

    private static void put(Footprint footprint, ObjectNode json) {
        json.put("name", footprint.name());
        switch (footprint) {
            case Footprint.Measured measured -> {
                json.put("mebibytes_before", measured.before());
                json.put("median_mebibytes", measured.median());
                ArrayNode rounds = json.putArray("mebibytes");
                measured.mebibytes().forEach(rounds::add);
            }
            case Footprint.Skipped skipped -> json.put("skipped", skipped.reason());
        }
    }

    private static void put(Series series, ObjectNode json) {
        json.put("name", series.name());
        json.put("median_per_second", series.perSecond());
        json.put("median_cpu_microseconds", series.cpuMicros());
        series.megabytesPerSecond().ifPresent(rate -> json.put("median_megabytes_per_second", rate));
        series.latency().ifPresent(latency -> put(latency, json.putObject("median_milliseconds")));
        ArrayNode rounds = json.putArray("rounds");
        series.rounds().forEach(round -> put(round, rounds.addObject()));
    }

    private static void put(Round round, ObjectNode json) {
        json.put("round", round.number());
        json.put("operations", round.operations());
        json.put("seconds", round.seconds());
        json.put("per_second", round.perSecond());
        json.put("cpu_microseconds", round.cpuMicros());
        if (round.bodyBytes() > 0) {
            json.put("body_bytes", round.bodyBytes());
        }
        round.latency().ifPresent(latency -> put(latency, json.putObject("milliseconds")));
        json.put("load_average", round.load());
    }

    private static void put(Latency latency, ObjectNode json) {
        json.put("p50", latency.p50());
        json.put("p99", latency.p99());
        json.put("p999", latency.p999());
        json.put("max", latency.max());
    }

    private static void put(Limit limit, ObjectNode json) {
        json.put("name", limit.name());
        json.put("value", limit.value());
        ArrayNode rounds = json.putArray("values");
        limit.rounds().forEach(rounds::add);
        json.put("most", limit.most());
        json.put("met", limit.isMet());
    }

    private static void put(Comparison comparison, ObjectNode json) {
        json.put("product", comparison.product().name());
        json.put("bare", comparison.bare().name());
        json.put("ratio", comparison.ratio());
        ArrayNode ratios = json.putArray("ratios");
        comparison.ratios().forEach(ratios::add);
        json.put("cpu_ratio", comparison.cpuRatio());
        comparison.target().ifPresent(target -> json.put("target", target));
        comparison.isMet().ifPresent(met -> json.put("met", met));
    }
}
