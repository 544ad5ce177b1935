package io.devmesh.tools.migrate;

import io.devmesh.shared.redis.RedisAddress;
import io.devmesh.shared.telemetry.RootCause;
import io.devmesh.tools.command.CommandFailedException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import redis.clients.jedis.exceptions.JedisException;

/** Looks at both servers before anything is changed. */
final class Preflight {
    private final Endpoint source;
    private final Endpoint target;

    /** A server, and how to reach it. */
    record Endpoint(Side side, Server server, StreamReader reader) {
        Server.Facts facts() {
            try {
                return server.facts();
            } catch (JedisException failure) {
                throw new CommandFailedException("Redis at " + address() + " does not serve (" + RootCause.of(failure)
                        + "): check " + side.addressVariable() + " and the variables beside it.");
            }
        }

        RedisAddress address() {
            return side.config().address();
        }
    }

    Preflight(Endpoint source, Endpoint target) {
        this.source = source;
        this.target = target;
    }

    /** Throws where this can't be meant, else returns warnings. */
    List<String> check(Supplier<Optional<MigrationRecord>> record, boolean intoExisting) {
        Server.Facts from = source.facts();
        Server.Facts to = target.facts();
        requireTwoServers(from, to);
        requireVersion(source, from);
        requireVersion(target, to);
        if (to.isReplica()) {
            throw new CommandFailedException(
                    "The target at " + target.address() + " is a replica, which can't be written to: set "
                            + target.side().addressVariable() + " to the primary.");
        }
        if (!intoExisting) {
            requireOurs(record.get());
        }
        List<String> warnings = new ArrayList<>();
        warnings.addAll(source.side().config().warnings());
        warnings.addAll(target.side().config().warnings());
        if (to.evictionPolicy().startsWith("allkeys-")) {
            warnings.add("the target evicts (maxmemory-policy " + to.evictionPolicy()
                    + "): when it is full it deletes the stream; set noeviction");
        }
        return warnings;
    }

    private void requireTwoServers(Server.Facts from, Server.Facts to) {
        boolean same = source.address().equals(target.address())
                || (!from.runId().isEmpty() && from.runId().equals(to.runId()));
        if (same) {
            throw new CommandFailedException("Source and target are the same server, "
                    + source.address() + " and " + target.address() + ": set "
                    + target.side().addressVariable()
                    + " to the new one.");
        }
    }

    private static void requireVersion(Endpoint endpoint, Server.Facts facts) {
        if (!facts.isAtLeast62()) {
            throw new CommandFailedException("Redis at " + endpoint.address() + " is version " + facts.version()
                    + ", and 6.2 or newer is needed.");
        }
    }

    private void requireOurs(Optional<MigrationRecord> record) {
        String name = source.side().name();
        if (record.isPresent() && !record.get().source().equals(name)) {
            throw new CommandFailedException("The target has the record of a migration from "
                    + record.get().source() + ", and the source is " + name
                    + ": add --into-existing where that is meant.");
        }
        if (record.isEmpty() && target.reader().length() > 0) {
            throw new CommandFailedException("The target's stream has "
                    + target.reader().length() + " entries already: add --into-existing where that is meant.");
        }
    }
}
