package io.devmesh.benchmark.jobpeer;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.jobrunr.configuration.JobRunr;
import org.jobrunr.jobs.states.StateName;
import org.jobrunr.scheduling.JobScheduler;
import org.jobrunr.server.BackgroundJobServer;
import org.jobrunr.server.BackgroundJobServerConfiguration;
import org.jobrunr.storage.sql.postgres.PostgresStorageProvider;

/** JobRunr with 64 workers, which it has only while it drains. */
final class JobQueue {
    private static final String SCHEMA = "jobrunr";
    private static final int WORKERS = 64;
    private static final int CONNECTIONS = 32;

    /** The shortest that it accepts. */
    private static final int POLL_SECONDS = 5;

    private static final Duration LIMIT = Duration.ofMinutes(4);
    private static final Duration LOOK = Duration.ofMillis(1);

    private final HikariDataSource database;
    private final PostgresStorageProvider storage;
    private final JobScheduler scheduler;
    private final BackgroundJobServer server;

    /**
     * A round's end.
     *
     * @param jobs that were run
     * @param left that are not noted as succeeded
     * @param nanos from the first to the last
     */
    record Outcome(long jobs, long left, long nanos) {}

    JobQueue(String url) {
        database = new HikariDataSource(configuration(url));
        execute("DROP SCHEMA IF EXISTS %s CASCADE".formatted(SCHEMA));
        execute("CREATE SCHEMA %s".formatted(SCHEMA));
        storage = new PostgresStorageProvider(database);
        BackgroundJobServerConfiguration workers =
                BackgroundJobServerConfiguration.usingStandardBackgroundJobServerConfiguration()
                        .andWorkerCount(WORKERS)
                        .andPollIntervalInSeconds(POLL_SECONDS);
        var configuration = JobRunr.configure().useStorageProvider(storage).useBackgroundJobServer(workers, false);
        scheduler = configuration.initialize().getJobScheduler();
        server = JobRunr.getBackgroundJobServer();
    }

    private static HikariConfig configuration(String url) {
        HikariConfig configuration = new HikariConfig();
        configuration.setJdbcUrl(url);
        configuration.setSchema(SCHEMA);
        configuration.setMaximumPoolSize(CONNECTIONS);
        return configuration;
    }

    void fill(int jobs, int bytes) {
        execute("TRUNCATE %s.jobrunr_jobs CASCADE".formatted(SCHEMA));
        NoOpJob.reset();
        String body = "x".repeat(bytes);
        scheduler.enqueue(IntStream.range(0, jobs).mapToObj(number -> body), text -> NoOpJob.run(text));
    }

    Outcome drain() {
        long jobs = storage.countJobs(StateName.ENQUEUED);
        server.start();
        await(() -> NoOpJob.done() == jobs);
        long nanos = System.nanoTime() - NoOpJob.started();
        // The last ones' ends are noted after they have run.
        await(() -> storage.countJobs(StateName.SUCCEEDED) == jobs);
        server.stop();
        return new Outcome(NoOpJob.done(), jobs - storage.countJobs(StateName.SUCCEEDED), nanos);
    }

    private static void await(BooleanSupplier condition) {
        long start = System.nanoTime();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - start > LIMIT.toNanos()) {
                throw new IllegalStateException("not done within " + LIMIT);
            }
            LockSupport.parkNanos(LOOK.toNanos());
        }
    }

    private void execute(String sql) {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }
}
