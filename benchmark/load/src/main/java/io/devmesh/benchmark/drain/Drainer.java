package io.devmesh.benchmark.drain;

import io.devmesh.benchmark.servers.Cleanup;
import io.devmesh.benchmark.servers.Servers;
import io.devmesh.benchmark.servers.Store;
import io.devmesh.shared.config.Settings;
import io.devmesh.shared.stream.StreamConfig;
import java.util.Map;

/**
 * A program that takes entries off a stream.
 *
 * @param name of the program
 */
public record Drainer(String name, String stream, String group, ProcessHandle process, StoredRows rows) {
    /** The one that is measured. */
    public static Drainer worker(Servers servers, Store store) {
        return worker(servers.worker(), store);
    }

    /** A Worker of any process. */
    public static Drainer worker(ProcessHandle process, Store store) {
        StreamConfig names = StreamConfig.from(Settings.of(Map.of()));
        return new Drainer("Worker", names.stream(), names.group(), process, new WorkerRows(store));
    }

    /** Started; stores bodies as the Worker does. */
    public static Drainer bare(Cleanup cleanup, Servers servers, Store store) {
        return bare(cleanup, servers, store, "bare program", new BareTables("bare", BareTables.Body.BYTES));
    }

    /** Started; has PostgreSQL read the bodies. */
    public static Drainer bareJson(Cleanup cleanup, Servers servers, Store store) {
        return bare(cleanup, servers, store, "bare program, jsonb", new BareTables("bare_jsonb", BareTables.Body.JSON));
    }

    /** For those that were started for this. */
    public void end() {
        process.destroy();
        process.onExit().join();
    }

    private static Drainer bare(Cleanup cleanup, Servers servers, Store store, String name, BareTables tables) {
        BareProcess process = new BareProcess(servers, tables);
        cleanup.start(process::start, process::stop);
        StoredRows rows = new BareStoredRows(store, tables, 1);
        return new Drainer(name, BareWorker.stream(tables), BareWorker.GROUP, process.handle(), rows);
    }
}
