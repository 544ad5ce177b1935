package io.devmesh.shared.redis;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import redis.clients.jedis.CommandObject;
import redis.clients.jedis.commands.ProtocolCommand;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.executors.CommandExecutor;

/**
 * Tries a command again where a fail-over, a restart or a rotated password explains its failure: on a new connection, to
 * an address that was looked up anew, within a budget of time, and never before the pause that all users of the pool
 * share is over.
 *
 * <p>A command whose connection broke may have been done already; those that are {@link OnceOnly} are not sent again then.
 */
final class FailoverExecutor implements CommandExecutor {
    private final Endpoint endpoint;
    private final ReconnectGate gate;
    private final Optional<LoginSource> login;
    private final Duration budget;
    private final LongSupplier nanoTime;
    private final LongAdder retries = new LongAdder();

    /**
     * @param budget how long tries may go on; one that was spoilt by a connection from before a restart is repeated even
     *     without
     */
    FailoverExecutor(
            Endpoint endpoint,
            ReconnectGate gate,
            Optional<LoginSource> login,
            Duration budget,
            LongSupplier nanoTime) {
        this.endpoint = endpoint;
        this.gate = gate;
        this.login = login;
        this.budget = budget;
        this.nanoTime = nanoTime;
    }

    @Override
    public <T> T executeCommand(CommandObject<T> command) {
        return execute(command.getArguments().getCommand(), () -> endpoint.execute(command));
    }

    /** @param command by which it is decided whether {@code attempt} may be repeated */
    <T> T execute(ProtocolCommand command, Supplier<T> attempt) {
        Tries tries = new Tries(command);
        while (true) {
            gate.pass(tries::mayWait);
            tries.begin();
            try {
                T result = attempt.get();
                gate.succeeded();
                return result;
            } catch (JedisException failure) {
                if (!tries.mayGoOnAfter(failure)) {
                    throw failure;
                }
                retries.increment();
            }
        }
    }

    /** How many commands were sent again, each time counted. */
    long retries() {
        return retries.sum();
    }

    /** Whether Redis counts as away. */
    boolean isShut() {
        return gate.isShut();
    }

    @Override
    public void close() throws Exception {
        endpoint.close();
    }

    /** The state of one command's tries. */
    private final class Tries {
        private static final int OTHER_LOGINS = 2;

        private final ProtocolCommand command;
        private final long deadline = nanoTime.getAsLong() + budget.toNanos();
        private boolean staleConnection;
        private int otherLogins;
        private int loginVersion;

        Tries(ProtocolCommand command) {
            this.command = command;
        }

        void begin() {
            loginVersion = login.map(LoginSource::version).orElse(0);
        }

        boolean mayWait(Duration pause) {
            if (nanoTime.getAsLong() + pause.toNanos() > deadline) {
                return false;
            }
            LockSupport.parkNanos(pause.toNanos());
            return true;
        }

        boolean mayGoOnAfter(JedisException failure) {
            return switch (ServerAnswer.of(failure)) {
                case REFUSED, FULL -> {
                    gate.succeeded();
                    yield false;
                }
                case POOL_EXHAUSTED -> false;
                case BAD_LOGIN -> otherLogin(failure);
                case NOT_NOW -> later(failure);
                case CONNECTION_LOST ->
                    OnceOnly.contains(command) ? mayBeDone() : freshConnection(failure) || later(failure);
            };
        }

        private boolean otherLogin(JedisException failure) {
            endpoint.forgetConnections();
            if (otherLogins++ < OTHER_LOGINS
                    && login.filter(source -> source.hasOther(loginVersion)).isPresent()) {
                return true;
            }
            gate.failed(failure);
            return false;
        }

        /** Whoever goes on does so with the server that has the key by then. */
        private boolean mayBeDone() {
            endpoint.forgetConnections();
            return false;
        }

        /** The first loss is mostly that of a connection from before a restart. */
        private boolean freshConnection(JedisException failure) {
            endpoint.forgetConnections();
            boolean first = !staleConnection && !ServerAnswer.isTimeout(failure);
            staleConnection = true;
            return first;
        }

        private boolean later(JedisException failure) {
            endpoint.forgetConnections();
            gate.failed(failure);
            return nanoTime.getAsLong() < deadline;
        }
    }
}
