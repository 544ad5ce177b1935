package io.devmesh.worker.outbox;

import static java.lang.System.Logger.Level.ERROR;
import static java.lang.System.Logger.Level.WARNING;

import io.devmesh.shared.secret.SecretVault;
import io.devmesh.shared.secret.UnreadableSecretException;
import io.devmesh.shared.source.SigningSecret;
import io.devmesh.shared.source.TargetUrl;
import io.devmesh.shared.telemetry.Correlation;
import io.devmesh.shared.telemetry.TraceContext;
import io.devmesh.worker.retry.RetryPolicy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/** Sends one row, and writes down what came of it. If it can't, the lease lapses, and the row is sent again. */
@ApplicationScoped
class ForwardSender {
    private static final System.Logger LOG = System.getLogger(ForwardSender.class.getName());
    private static final Duration SHORTEST_REST = Duration.ofSeconds(1);

    private final OutboxRepository rows;
    private final ForwardedEventRepository events;
    private final ForwardTransport transport;
    private final ForwardMetrics metrics;
    private final SecretVault vault;
    private final RetryPolicy policy;

    ForwardSender() {
        this.rows = null;
        this.events = null;
        this.transport = null;
        this.metrics = null;
        this.vault = null;
        this.policy = null;
    }

    @Inject
    ForwardSender(
            OutboxRepository rows,
            ForwardedEventRepository events,
            ForwardTransport transport,
            ForwardMetrics metrics,
            SecretVault vault,
            ForwardConfig config) {
        this.rows = rows;
        this.events = events;
        this.transport = transport;
        this.metrics = metrics;
        this.vault = vault;
        this.policy = RetryPolicy.withAttempts(config.maxAttempts());
    }

    /** Throws JdbiException where the database is away. */
    Verdict send(DueForward forward) {
        Verdict verdict = attempt(forward);
        switch (verdict) {
            case Verdict.Delivered taken -> count("delivered", rows.delivered(forward, taken.status()));
            case Verdict.Dead refused -> dead(forward, refused.status(), refused.error());
            case Verdict.Held unsent -> hold(forward, unsent.error());
            case Verdict.Again failed -> again(forward, failed);
        }
        return verdict;
    }

    private Verdict attempt(DueForward forward) {
        if (forward.countedAttempt() > policy.maxAttempts()) {
            return new Verdict.Dead(Optional.empty(), "Whoever sent it did not come back");
        }
        return events.find(forward)
                .map(event -> request(forward, event))
                .orElseGet(() -> new Verdict.Dead(Optional.empty(), "The event is no longer kept"));
    }

    private Verdict request(DueForward forward, ForwardedEvent event) {
        TargetUrl url;
        SigningSecret secret;
        try {
            url = TargetUrl.parse(forward.url());
            secret = SigningSecret.parse(vault.reveal(forward.secret()));
        } catch (UnreadableSecretException unreadable) {
            return new Verdict.Held("The target's secret can't be read: " + unreadable.getMessage());
        } catch (IllegalArgumentException wrong) {
            return new Verdict.Dead(
                    Optional.empty(), "The target's URL or secret can't be used: " + wrong.getMessage());
        }
        TraceContext trace = TraceContext.continueFrom(event.traceparent());
        try (Correlation correlation = Correlation.of(trace, forward.tenant().toString())) {
            return metrics.time(() -> transport.send(new ForwardRequest(
                    url, secret, forward.id().toString(), trace.traceparent(), ForwardBody.of(event))));
        }
    }

    private void again(DueForward forward, Verdict.Again failed) {
        failed.rest().ifPresent(rest -> rows.rest(forward.tenant(), forward.target(), rest));
        int attempt = forward.countedAttempt();
        if (policy.isLast(attempt)) {
            dead(forward, failed.status(), "Given up after " + attempt + " attempts. " + failed.error());
            return;
        }
        // A target that says when knows better than a policy.
        Duration delay = failed.rest()
                .filter(rest -> rest.compareTo(SHORTEST_REST) >= 0)
                .orElseGet(() -> policy.delay(attempt, ThreadLocalRandom.current()));
        count("retried", rows.again(forward, failed.status(), failed.error(), delay));
    }

    /** All that waits for the target would be held likewise. */
    private void hold(DueForward forward, String error) {
        LOG.log(ERROR, forward + " waits: " + error);
        rows.rest(forward.tenant(), forward.target(), Breakers.REST);
        rows.hold(forward, error);
    }

    private void dead(DueForward forward, Optional<Integer> status, String error) {
        LOG.log(WARNING, forward + " is dead: " + error);
        count("dead", rows.dead(forward, status, error));
    }

    /** What another attempt has overtaken is its to count. */
    private void count(String outcome, boolean holds) {
        if (holds) {
            metrics.count(outcome);
        }
    }
}
