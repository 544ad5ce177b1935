package io.devmesh.shared.doctor;

import io.devmesh.shared.config.Settings;
import io.devmesh.shared.postgres.DatabaseConfig;
import io.devmesh.shared.postgres.DatabaseHealth;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import javax.sql.DataSource;

/** PostgreSQL, as {@code /health/ready} shows it. */
@ApplicationScoped
public class DatabaseReadiness {
    private static final Duration STEP = Duration.ofSeconds(1);

    private final StoreWatch watch;

    DatabaseReadiness() {
        this.watch = null;
    }

    @Inject
    DatabaseReadiness(
            DatabaseHealth health,
            Settings settings,
            DataSource dataSource,
            Clock clock,
            ManagedExecutorService executor) {
        Supplier<Report> doctor =
                () -> new Report(new DatabaseDoctor(DatabaseConfig.from(settings), dataSource, STEP, clock).examine());
        this.watch = new StoreWatch(health::problem, doctor, DatabaseReadiness::facts, executor, System::nanoTime);
    }

    /** Starts a check and returns at once; whoever takes the result waits for it some seconds at the most. */
    public Supplier<StoreHealth> begin() {
        return watch.begin("PostgreSQL has not answered for " + StoreWatch.PATIENCE.toMillis()
                + " ms: check DATABASE_HOST, DATABASE_PORT and that the network lets this pod reach it");
    }

    private static Map<String, String> facts(Report report) {
        Map<String, String> facts = new LinkedHashMap<>();
        report.find(Code.DATABASE__VERSION).ifPresent(found -> facts.put("postgresql_server", found.seen()));
        String warnings = StoreWatch.warnings(report);
        if (!warnings.isEmpty()) {
            facts.put("postgresql_warnings", warnings);
        }
        return facts;
    }
}
