package io.devmesh.worker.outbox;

import com.github.f4b6a3.uuid.UuidCreator;
import io.devmesh.shared.event.EventId;
import io.devmesh.shared.secret.TenantKeyRepository;
import io.devmesh.shared.source.TargetName;
import io.devmesh.shared.tenant.DatabaseScope;
import io.devmesh.shared.tenant.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.argument.Argument;

/** Rows of {@code outbox}. All times are the database's. */
@ApplicationScoped
public class OutboxRepository {
    private static final int BURIED_AT_ONCE = 1_000;

    private static final String INSERT = """
            INSERT INTO outbox (id, tenant_id, source, event_id, event_received_at, target, order_key, status, last_error)
            SELECT f.id::uuid, f.tenant::uuid, f.source, f.event::uuid, f.received_at::timestamptz, f.target, f.order_key,
                   CASE WHEN t.id IS NULL THEN 'dead' ELSE 'pending' END,
                   CASE WHEN t.id IS NULL THEN 'The tenant has no target of that name' END
            FROM unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[]) WITH ORDINALITY
                 AS f (id, tenant, source, event, received_at, target, order_key, number)
            LEFT JOIN forward_target t ON t.tenant_id = f.tenant::uuid AND t.name = f.target
            ORDER BY f.number
            """;

    /** The first of each key is looked for from the key after {@code :after} on; one that is not due holds its key. */
    private static final String CLAIM = """
            WITH RECURSIVE head AS (
                (SELECT o.id, o.order_key, o.due_at FROM outbox o
                 WHERE o.tenant_id = :tenant AND o.target = :target AND o.status = 'pending' AND o.order_key > :after
                 ORDER BY o.order_key, o.position LIMIT 1)
                UNION ALL
                SELECT next.* FROM head CROSS JOIN LATERAL (
                    SELECT o.id, o.order_key, o.due_at FROM outbox o
                    WHERE o.tenant_id = :tenant AND o.target = :target AND o.status = 'pending'
                      AND o.order_key > head.order_key
                    ORDER BY o.order_key, o.position LIMIT 1) next
            ), due AS (
                (SELECT id, due_at FROM head WHERE due_at <= now() LIMIT :limit)
                UNION ALL
                (SELECT o.id, o.due_at FROM outbox o
                 WHERE o.tenant_id = :tenant AND o.target = :target AND o.status = 'pending' AND o.order_key IS NULL
                   AND o.due_at <= now()
                 ORDER BY o.due_at LIMIT :limit)
            )
            UPDATE outbox o SET attempts = o.attempts + 1, leased_until = now() + make_interval(secs => :lease),
                                due_at = now() + make_interval(secs => :lease)
            FROM (SELECT id FROM due ORDER BY due_at LIMIT (
                      SELECT greatest(0, least(:limit, t.max_concurrency - (
                                 SELECT count(*) FROM outbox l WHERE l.tenant_id = t.tenant_id AND l.target = t.name
                                                                 AND l.leased_until > now())))
                      FROM forward_target t WHERE t.tenant_id = :tenant AND t.name = :target)) chosen,
                 forward_target t LEFT JOIN tenant_key k ON k.id = t.key_id
            WHERE o.id = chosen.id AND o.status = 'pending' AND o.due_at <= now()
              AND t.tenant_id = :tenant AND t.name = :target
            RETURNING o.id, o.tenant_id, o.target, o.event_id, o.event_received_at, o.order_key, o.attempts,
                      o.forgiven_attempts, t.id AS target_id, t.url, t.secret, t.ciphertext, t.key_id, k.wrapped_key,
                      k.master_key_id
            """;

    private final DatabaseScope scope;

    OutboxRepository() {
        this(null);
    }

    @Inject
    public OutboxRepository(Jdbi jdbi) {
        this.scope = new DatabaseScope(jdbi);
    }

    /** In the caller's transaction where there is one. */
    void insert(List<Forward> forwards) {
        scope.ofAll().use(handle -> {
            var update = handle.createUpdate(INSERT);
            int index = 0;
            for (Argument column : List.of(
                    column(forwards, any -> UuidCreator.getTimeOrderedEpoch().toString()),
                    column(forwards, forward -> forward.tenant().toString()),
                    column(forwards, forward -> forward.source().value()),
                    column(forwards, forward -> forward.event().toString()),
                    column(forwards, forward -> forward.receivedAt().toString()),
                    column(forwards, forward -> forward.target().value()),
                    column(forwards, forward -> forward.orderKey().orElse(null)))) {
                update.bind(index++, column);
            }
            update.execute();
        });
    }

    /** Targets for which a row is due, unless they are paused or rest. Not all that is due can be claimed. */
    List<DueTarget> dueTargets() {
        return scope.ofAll()
                .with(handle -> handle.createQuery("""
                        SELECT t.tenant_id, t.name, t.max_concurrency FROM forward_target t
                        WHERE t.disabled_at IS NULL AND t.paused_at IS NULL
                          AND (t.rests_until IS NULL OR t.rests_until <= now())
                          AND EXISTS (SELECT FROM outbox o WHERE o.tenant_id = t.tenant_id AND o.target = t.name
                                                             AND o.status = 'pending' AND o.due_at <= now())
                        """)
                        .map((row, context) -> new DueTarget(
                                new TenantId(row.getObject("tenant_id", UUID.class)),
                                new TargetName(row.getString("name")),
                                row.getInt("max_concurrency")))
                        .list());
    }

    /**
     * Up to {@code limit} rows of the target, begun and leased when this returns, because it commits. No two Workers claim for
     * one target at the same time; who comes second gets nothing.
     *
     * @param after the order key after which to look first, so that each key has its turn
     */
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    public List<DueForward> claim(DueTarget target, int limit, String after, Duration lease) {
        return scope.of(target.tenant()).with(handle -> {
            if (!lock(handle, target)) {
                return List.of();
            }
            List<DueForward> claimed = claim(handle, target, limit, after, lease);
            return claimed.isEmpty() && !after.isEmpty() ? claim(handle, target, limit, "", lease) : claimed;
        });
    }

    /** A statement of its own, so that the next one sees what others committed before. */
    private static boolean lock(Handle handle, DueTarget target) {
        return handle.createQuery("""
                        SELECT TRUE FROM forward_target t
                        WHERE t.tenant_id = :tenant AND t.name = :target AND t.disabled_at IS NULL AND t.paused_at IS NULL
                          AND (t.rests_until IS NULL OR t.rests_until <= now())
                        FOR NO KEY UPDATE SKIP LOCKED
                        """)
                .bind("tenant", target.tenant().value())
                .bind("target", target.name().value())
                .mapTo(Boolean.class)
                .findOne()
                .isPresent();
    }

    private static List<DueForward> claim(Handle handle, DueTarget target, int limit, String after, Duration lease) {
        return handle.createQuery(CLAIM)
                .bind("tenant", target.tenant().value())
                .bind("target", target.name().value())
                .bind("after", after)
                .bind("limit", limit)
                .bind("lease", seconds(lease))
                .map((row, context) -> dueForward(row))
                .list();
    }

    /** Gives back what was claimed and not begun. */
    void release(DueForward forward) {
        giveBack(forward, Optional.empty());
    }

    /** Likewise, with why it could not be begun. */
    void hold(DueForward forward, String error) {
        giveBack(forward, Optional.of(error));
    }

    private void giveBack(DueForward forward, Optional<String> error) {
        scope.of(forward.tenant())
                .use(handle -> handle.createUpdate("""
                        UPDATE outbox SET attempts = attempts - 1, due_at = now(), leased_until = NULL,
                                          last_error = coalesce(CAST(:error AS text), last_error)
                        WHERE id = :id AND attempts = :attempt AND status = 'pending'
                        """)
                        .bind("id", forward.id())
                        .bind("attempt", forward.attempt())
                        .bind("error", error.orElse(null))
                        .execute());
    }

    /** False where another attempt has begun meanwhile, so that this one no longer counts. */
    boolean delivered(DueForward forward, int status) {
        return scope.of(forward.tenant())
                .with(handle -> handle.createUpdate("""
                        UPDATE outbox SET status = 'delivered', delivered_at = now(), leased_until = NULL,
                                          last_status = :status, last_error = NULL
                        WHERE id = :id AND attempts = :attempt AND status = 'pending'
                        """)
                                .bind("id", forward.id())
                                .bind("attempt", forward.attempt())
                                .bind("status", status)
                                .execute()
                        == 1);
    }

    /** Likewise. */
    boolean dead(DueForward forward, Optional<Integer> status, String error) {
        return failed(forward, "dead", status, error, Duration.ZERO);
    }

    /** Likewise; due again after {@code delay}. */
    boolean again(DueForward forward, Optional<Integer> status, String error, Duration delay) {
        return failed(forward, "pending", status, error, delay);
    }

    private boolean failed(DueForward forward, String outcome, Optional<Integer> status, String error, Duration delay) {
        return scope.of(forward.tenant())
                .with(handle -> handle.createUpdate("""
                        UPDATE outbox SET status = :outcome, due_at = now() + make_interval(secs => :delay),
                                          leased_until = NULL, last_status = :status, last_error = :error
                        WHERE id = :id AND attempts = :attempt AND status = 'pending'
                        """)
                                .bind("id", forward.id())
                                .bind("attempt", forward.attempt())
                                .bind("outcome", outcome)
                                .bind("status", status.orElse(null))
                                .bind("error", error.replace('\0', '?'))
                                .bind("delay", seconds(delay))
                                .execute()
                        == 1);
    }

    /** For that long no Worker claims anything for the target. */
    void rest(TenantId tenant, TargetName target, Duration duration) {
        scope.of(tenant)
                .use(handle -> handle.createUpdate("""
                        UPDATE forward_target
                        SET rests_until = greatest(rests_until, now() + make_interval(secs => :duration))
                        WHERE tenant_id = :tenant AND name = :target
                        """)
                        .bind("tenant", tenant.value())
                        .bind("target", target.value())
                        .bind("duration", seconds(duration))
                        .execute());
    }

    /** What waits for disabled targets will never be sent; returns how many rows that were, not all at once. */
    int bury() {
        return scope.ofAll()
                .with(handle ->
                        handle.createUpdate("""
                        UPDATE outbox SET status = 'dead', last_error = 'The target is disabled', leased_until = NULL
                        WHERE id IN (SELECT o.id FROM forward_target t
                                     JOIN outbox o ON o.tenant_id = t.tenant_id AND o.target = t.name
                                     WHERE t.disabled_at IS NOT NULL AND o.status = 'pending'
                                       AND (o.leased_until IS NULL OR o.leased_until <= now())
                                     LIMIT :limit FOR UPDATE OF o SKIP LOCKED)
                        """).bind("limit", BURIED_AT_ONCE).execute());
    }

    /** How much waits, and for how long. */
    OutboxBacklog backlog() {
        return scope.ofAll()
                .with(handle -> handle.createQuery("""
                        SELECT count(*) AS pending, coalesce(extract(epoch FROM now() - min(created_at)), 0) AS oldest
                        FROM outbox WHERE status = 'pending'
                        """)
                        .map((row, context) -> new OutboxBacklog(row.getLong("pending"), row.getDouble("oldest")))
                        .one());
    }

    private static DueForward dueForward(ResultSet row) throws SQLException {
        return new DueForward(
                row.getObject("id", UUID.class),
                new TenantId(row.getObject("tenant_id", UUID.class)),
                new TargetName(row.getString("target")),
                new EventId(row.getObject("event_id", UUID.class)),
                row.getTimestamp("event_received_at").toInstant(),
                Optional.ofNullable(row.getString("order_key")),
                row.getInt("attempts"),
                row.getInt("forgiven_attempts"),
                row.getString("url"),
                TenantKeyRepository.storedSecret(row, "target_id"));
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }

    /** Texts are what the driver sends in binary. */
    private static Argument column(List<Forward> forwards, Function<Forward, String> value) {
        String[] elements = forwards.stream().map(value).toArray(String[]::new);
        return (position, statement, context) ->
                statement.setArray(position, statement.getConnection().createArrayOf("text", elements));
    }
}
