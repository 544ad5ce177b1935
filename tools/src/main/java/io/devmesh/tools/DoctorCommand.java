package io.devmesh.tools;

import io.devmesh.shared.config.Settings;
import io.devmesh.shared.doctor.Checkup;
import io.devmesh.shared.doctor.DatabaseDoctor;
import io.devmesh.shared.doctor.Report;
import io.devmesh.shared.doctor.ServiceNeeds;
import io.devmesh.shared.postgres.DatabaseConfig;
import io.devmesh.shared.postgres.DatabaseDirectSource;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** Examines Redis, PostgreSQL and the key of KMS as a service sees them. */
@Command(
        name = "doctor",
        description =
                "Finds out why Redis, PostgreSQL or the key of AWS KMS does not serve, and says what to change. Changes"
                        + " nothing itself.",
        mixinStandardHelpOptions = true)
final class DoctorCommand implements Callable<Integer> {
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final Settings settings;

    @Option(
            names = "--service",
            description = "whose needs to check: edge-mcp, worker or all (default)",
            paramLabel = "NAME",
            defaultValue = "all",
            converter = ServiceName.class)
    private ServiceNeeds service;

    @Option(names = "--json", description = "for machines")
    private boolean json;

    @Spec
    private CommandSpec spec;

    DoctorCommand(Settings settings) {
        this.settings = settings;
    }

    @Override
    public Integer call() {
        Report report = new Checkup(settings, Clock.systemUTC(), this::doctor).run(service);
        var out = spec.commandLine().getOut();
        out.print(json ? report.json() + System.lineSeparator() : report.text());
        out.flush();
        return report.exitCode();
    }

    private DatabaseDoctor doctor(DatabaseConfig config) {
        return new DatabaseDoctor(config, new DatabaseDirectSource(config), PATIENCE, Clock.systemUTC());
    }

    /** As the services call themselves. */
    static final class ServiceName implements ITypeConverter<ServiceNeeds> {
        @Override
        public ServiceNeeds convert(String name) {
            return ServiceNeeds.of(name)
                    .orElseThrow(() -> new TypeConversionException("'" + name + "' is not edge-mcp, worker or all"));
        }
    }
}
