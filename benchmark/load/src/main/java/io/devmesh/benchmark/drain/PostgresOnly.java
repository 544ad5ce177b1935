package io.devmesh.benchmark.drain;

import io.devmesh.benchmark.report.Round;
import io.devmesh.benchmark.rounds.Measured;
import io.devmesh.benchmark.sample.Payload;
import io.devmesh.benchmark.sample.Payloads;
import io.devmesh.benchmark.sample.RepeatedPayloads;
import io.devmesh.benchmark.servers.Cpu;
import io.devmesh.benchmark.servers.Servers;
import io.devmesh.benchmark.servers.Store;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/** How fast PostgreSQL takes the events where nothing else is done: the same batches on as many connections, no Redis. */
final class PostgresOnly implements Measured {
    private static final int CONNECTIONS = 2;
    private static final int BATCH = 100;
    private static final int BODIES = 1_000;

    private final Servers servers;
    private final Store store;
    private final Payloads payloads;
    private final int events;
    private final String name;
    private final BareTables tables;

    private PostgresOnly(String name, BareTables tables, Servers servers, Store store, Payloads payloads, int events) {
        this.name = "drain: " + name;
        this.tables = tables;
        this.servers = servers;
        this.store = store;
        this.payloads = RepeatedPayloads.of(payloads, BODIES);
        this.events = events;
        try (Connection connection = servers.database().dataSource().getConnection()) {
            tables.create(connection);
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** Bodies as bytes. */
    static PostgresOnly bytes(Servers servers, Store store, Payloads payloads, int events) {
        BareTables tables = new BareTables("postgres_only", BareTables.Body.BYTES);
        return new PostgresOnly("PostgreSQL only", tables, servers, store, payloads, events);
    }

    /** Bodies that PostgreSQL reads. */
    static PostgresOnly json(Servers servers, Store store, Payloads payloads, int events) {
        BareTables tables = new BareTables("postgres_only_jsonb", BareTables.Body.JSON);
        return new PostgresOnly("PostgreSQL only, jsonb", tables, servers, store, payloads, events);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Round round(int number) {
        List<List<BareRows>> work = work();
        store.settle();
        // The program that inserts is this one.
        Cpu cpu = new Cpu(ProcessHandle.current());
        long start = System.nanoTime();
        List<CompletableFuture<Void>> inserts = work.stream()
                .map(batches -> CompletableFuture.runAsync(
                        () -> insert(batches), command -> Thread.ofPlatform().start(command)))
                .toList();
        inserts.forEach(CompletableFuture::join);
        Duration time = Duration.ofNanos(System.nanoTime() - start);
        Round round = Round.of(number, events, time, cpu.used(), Optional.empty());
        long bytes = work.stream()
                .flatMap(List::stream)
                .mapToLong(PostgresOnly::bytes)
                .sum();
        new BareStoredRows(store, tables, 0).check(events, bytes);
        return round.moving(bytes);
    }

    private void insert(List<BareRows> batches) {
        try (Connection connection = servers.database().dataSource().getConnection()) {
            connection.setAutoCommit(false);
            BareBatch batch = BareBatch.ofEvents(connection, tables);
            for (BareRows rows : batches) {
                batch.store(rows);
            }
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** All rows, for each connection its own; ready, so that only inserting is measured. */
    private List<List<BareRows>> work() {
        List<List<BareRows>> work = new ArrayList<>();
        for (int i = 0; i < CONNECTIONS; i++) {
            work.add(new ArrayList<>());
        }
        String received = Instant.EPOCH.toString();
        for (int from = 0; from < events; from += BATCH) {
            BareRows rows = BareRows.ofSize(Math.min(BATCH, events - from));
            for (int i = 0; i < rows.size(); i++) {
                Payload payload = payloads.payload(from + i);
                rows.ids()[i] = UUID.randomUUID().toString();
                rows.types()[i] = payload.type();
                rows.received()[i] = received;
                rows.bodies()[i] = payload.body();
            }
            work.get(from / BATCH % CONNECTIONS).add(rows);
        }
        return work;
    }

    private static long bytes(BareRows rows) {
        long bytes = 0;
        for (byte[] body : rows.bodies()) {
            bytes += body.length;
        }
        return bytes;
    }
}
