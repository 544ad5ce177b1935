package io.devmesh.system.fuzz;

import java.io.IOException;
import java.io.UncheckedIOException;

/** One client over Streamable HTTP, which keeps its connection, and a session of each version. */
final class HttpLane implements Runnable {
    private final String name;
    private final Run run;
    private final int count;
    private final HttpShots shots;
    private HttpWire wire;

    HttpLane(String name, Run run, int count) {
        this.name = name;
        this.run = run;
        this.count = count;
        this.shots = new HttpShots(name, run);
    }

    @Override
    public void run() {
        try {
            connect();
            for (String version : Samples.SESSION_VERSIONS) {
                begin(version);
            }
            for (int number = 0; number < count && !run.isEnough(); number++) {
                step(shots.next(number));
            }
            wire.close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private void step(Shot shot) throws IOException {
        Exchange exchange = exchange(shot);
        exchange.texts().forEach(shots.memory()::look);
        if (shot.verb().equals("DELETE") && exchange.status() == 204) {
            for (String version : shots.versionsOf(Shot.header(shot.headers(), "MCP-Session-Id"))) {
                begin(version);
            }
        }
    }

    private void begin(String version) throws IOException {
        shots.remember(version, exchange(shots.beginning(version)).session());
    }

    private Exchange exchange(Shot shot) throws IOException {
        Exchange exchange = wire.exchange(shot);
        run.record(name, shot, exchange);
        if (!wire.isUsable()) {
            wire.close();
            connect();
        }
        return exchange;
    }

    private void connect() throws IOException {
        wire = HttpWire.open(run.port(), Run.LIMIT);
    }
}
