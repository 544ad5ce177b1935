package io.devmesh.system.conformance;

import io.devmesh.shared.json.Json;
import io.devmesh.system.conformance.Check.Status;
import io.devmesh.system.npm.NpmTools;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** Runs {@code @modelcontextprotocol/conformance} and reads what it found. */
final class ConformanceSuite {
    private static final String PACKAGE = "@modelcontextprotocol/conformance";
    private static final Path REPORTS = Path.of("target", "conformance").toAbsolutePath();
    private static final Duration LIMIT = Duration.ofMinutes(5);

    private final NpmTools npm = NpmTools.installed();
    private final String name;
    private final URI endpoint;

    /** @param name of what is tested, for the report's file name */
    ConformanceSuite(String name, URI endpoint) {
        this.name = name;
        this.endpoint = endpoint;
    }

    /** Runs all that it has for a revision, required or not, and leaves a report. */
    ConformanceReport run(String revision) {
        try {
            Files.createDirectories(REPORTS);
            Path results = Files.createTempDirectory(REPORTS, name + "-" + revision + "-");
            npm.run(
                    npm.file(PACKAGE, "dist/index.js"),
                    results.resolve("log"),
                    LIMIT,
                    Map.of(),
                    List.of(
                            "server",
                            "--url",
                            endpoint.toString(),
                            "--requirements",
                            revision,
                            "--output-dir",
                            results.toString()));
            ConformanceReport report = read(revision, results);
            Files.writeString(REPORTS.resolve(name + "-" + revision + ".txt"), report.text());
            return report;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private ConformanceReport read(String revision, Path results) throws IOException {
        Requirements requirements = Requirements.read(npm.file(PACKAGE, "requirements/" + revision + ".yaml"));
        List<Scenario> scenarios = new ArrayList<>();
        for (String required : requirements.required()) {
            scenarios.add(new Scenario(required, true, checks(required, results)));
        }
        for (String other : requirements.others()) {
            scenarios.add(new Scenario(other, false, checks(other, results)));
        }
        return new ConformanceReport(revision, List.copyOf(scenarios));
    }

    /** Each scenario has a folder, named after it and the time; one that was ended by the time limit leaves no file in it. */
    private static List<Check> checks(String scenario, Path results) throws IOException {
        List<Check> checks = new ArrayList<>();
        try (Stream<Path> folders = Files.list(results)) {
            for (Path folder : folders.filter(path -> isOf(scenario, path)).toList()) {
                Path file = folder.resolve("checks.json");
                if (Files.exists(file)) {
                    Json.mapper().readTree(Files.readAllBytes(file)).forEach(check -> checks.add(check(check)));
                }
            }
        }
        return checks.isEmpty()
                ? List.of(new Check(scenario, Status.FAILURE, "It did not come to an end."))
                : List.copyOf(checks);
    }

    private static boolean isOf(String scenario, Path folder) {
        return folder.getFileName().toString().matches("server-" + scenario + "-\\d{4}-\\d\\d-\\d\\dT[-\\d]+Z");
    }

    private static Check check(JsonNode check) {
        return new Check(
                check.path("id").stringValue(),
                Status.valueOf(check.path("status").stringValue()),
                check.path("errorMessage").stringValue(""));
    }
}
