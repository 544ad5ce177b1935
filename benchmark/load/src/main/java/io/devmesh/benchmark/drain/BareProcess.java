package io.devmesh.benchmark.drain;

import io.devmesh.benchmark.servers.Servers;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** {@link BareWorker} as a process. */
final class BareProcess {
    private final Servers servers;
    private final BareTables tables;
    private volatile Process process;

    BareProcess(Servers servers, BareTables tables) {
        this.servers = servers;
        this.tables = tables;
    }

    void start() {
        try (Connection connection = servers.database().dataSource().getConnection()) {
            tables.create(connection);
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(Servers.AS_THE_WORKER.split(" ", -1)));
        command.addAll(List.of("-classpath", System.getProperty("java.class.path"), BareWorker.class.getName()));
        command.addAll(List.of(tables.schema(), tables.body().name()));
        File log = servers.logs()
                .resolve("bare-worker-" + tables.schema() + ".log")
                .toFile();
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log);
        builder.environment().put("REDIS_ADDR", "127.0.0.1:" + servers.redisPort());
        builder.environment().put("DATABASE_URL", servers.database().url());
        try {
            process = builder.start();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    void stop() {
        if (process != null) {
            process.destroy();
            process.onExit().join();
        }
    }

    ProcessHandle handle() {
        return process.toHandle();
    }
}
