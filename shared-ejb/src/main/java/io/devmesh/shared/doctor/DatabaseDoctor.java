package io.devmesh.shared.doctor;

import io.devmesh.shared.postgres.DatabaseConfig;
import io.devmesh.shared.postgres.SchemaMigration;
import io.devmesh.shared.telemetry.RootCause;
import java.net.Socket;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import javax.sql.DataSource;
import org.flywaydb.core.api.FlywayException;

/**
 * Examines PostgreSQL: looks the name up, connects, asks for TLS, logs in, and then asks. Stops where nothing more can be
 * learnt, and changes nothing.
 */
public final class DatabaseDoctor {
    private final DatabaseConfig config;
    private final DataSource dataSource;
    private final Clock clock;
    private final Route route;

    /**
     * An examiner of the server in {@code config}.
     *
     * @param dataSource that of the service, or one like it
     * @param patience with the look-up, the connect and the first answer, each
     */
    public DatabaseDoctor(DatabaseConfig config, DataSource dataSource, Duration patience, Clock clock) {
        this.config = config;
        this.dataSource = dataSource;
        this.clock = clock;
        this.route = new Route(config.host().replaceAll("[\\[\\]]", ""), config.port(), patience, patience);
    }

    public List<Finding> examine() {
        Findings findings = new Findings("postgresql");
        if (reaches(findings)) {
            ask(findings);
        }
        return findings.list();
    }

    private boolean reaches(Findings findings) {
        return switch (route.open()) {
            case Route.Outcome.Blocked blocked -> {
                new DatabaseRouteTrouble(config).tell(blocked, findings);
                yield false;
            }
            case Route.Outcome.Connected connected -> greets(connected.socket(), findings);
        };
    }

    private boolean greets(Socket socket, Findings findings) {
        DatabaseGreeting greeting = DatabaseGreeting.of(socket);
        if (greeting == DatabaseGreeting.STRANGER || greeting == DatabaseGreeting.SILENT) {
            findings.error(
                    Code.DATABASE__NOT_POSTGRESQL,
                    route + " took the connection and "
                            + (greeting == DatabaseGreeting.SILENT ? "does not answer" : "does not speak PostgreSQL"),
                    "What listens at " + route + " is not PostgreSQL, or hangs",
                    "set DATABASE_HOST and DATABASE_PORT to PostgreSQL itself");
            return false;
        }
        if (greeting == DatabaseGreeting.PLAIN_TEXT && config.ssl().isRequired()) {
            findings.error(
                    Code.DATABASE__TLS__NOT_OFFERED,
                    route + " answers that it does not speak TLS",
                    "DATABASE_SSL_MODE is " + config.ssl().mode() + " but the server has no TLS",
                    "switch on ssl in PostgreSQL, or set DATABASE_SSL_MODE=prefer");
            return false;
        }
        return true;
    }

    private void ask(Findings findings) {
        try (Connection connection = dataSource.getConnection()) {
            DatabaseSession session = new DatabaseSession(connection);
            findings.ok(Code.DATABASE__CONNECTED, route + " lets " + config.user() + " into database " + config.name());
            new DatabaseServerCheck(config, clock, System::nanoTime).tell(session, findings);
            new DatabaseSchemaCheck(config, new SchemaMigration(dataSource, config.user())).tell(session, findings);
        } catch (SQLException failure) {
            new DatabaseLoginTrouble(config).tell(failure, findings);
        } catch (FlywayException failure) {
            findings.error(
                    Code.DATABASE__FAILED,
                    RootCause.of(failure),
                    "The version of the schema can't be told",
                    "check the table devmesh.flyway_schema_history");
        }
    }
}
