package io.devmesh.worker.attempt;

import static java.lang.System.Logger.Level.ERROR;

import io.devmesh.shared.event.EventStatus;
import io.devmesh.shared.event.StoredEvent;
import io.devmesh.shared.event.Waiting;
import io.devmesh.shared.event.WebhookEvent;
import io.devmesh.shared.source.Processing;
import io.devmesh.shared.source.TargetName;
import io.devmesh.worker.process.NormalizerRegistry;
import io.devmesh.worker.retry.Failure;
import io.devmesh.worker.retry.Retries;
import io.devmesh.worker.retry.RetryPolicy;
import io.devmesh.worker.rule.RuleBook;
import io.devmesh.worker.rule.Verdict;
import io.devmesh.worker.source.KnownSource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import tools.jackson.databind.node.ObjectNode;

/** One attempt at one event: what becomes of it. */
@ApplicationScoped
public class EventProcessor {
    private static final System.Logger LOG = System.getLogger(EventProcessor.class.getName());

    private final NormalizerRegistry normalizers;
    private final Retries retries;
    private final RandomGenerator random;

    EventProcessor() {
        this(null, null, null);
    }

    @Inject
    public EventProcessor(NormalizerRegistry normalizers, Retries retries, RandomGenerator random) {
        this.normalizers = normalizers;
        this.retries = retries;
        this.random = random;
    }

    /**
     * Never throws for an event: one that fails is to be tried again, or dead.
     *
     * @param orderKey empty where it is in no order
     * @param failed attempts before this one
     */
    public Outcome process(WebhookEvent event, KnownSource source, Optional<String> orderKey, int failed) {
        try {
            StoredEvent stored = normalizers.outcome(event);
            return stored.status() == EventStatus.DEAD ? Outcome.of(stored) : judged(stored, source);
        } catch (RuntimeException fault) {
            LOG.log(ERROR, "Attempt " + (failed + 1) + " at " + event + " failed", fault);
            return switch (Failure.of(fault)) {
                case Failure.Permanent(String reason) -> Outcome.of(StoredEvent.dead(event, reason));
                case Failure.Retryable(String reason) ->
                    Outcome.of(failed(event, source.processing(), orderKey, failed + 1, reason));
                case Failure.NotOfTheEvent nothing -> throw fault;
            };
        }
    }

    private static Outcome judged(StoredEvent stored, KnownSource source) {
        RuleBook rules = source.rules().orElseThrow(() -> new UnreadableRulesException(source.name()));
        return switch (rules.judge(stored.event())) {
            case Verdict.Store(Optional<ObjectNode> data, List<TargetName> forwards) ->
                new Outcome(data.map(json -> stored.withData(json.toString())).orElse(stored), forwards);
            case Verdict.Violation(String reason) -> Outcome.of(StoredEvent.dead(stored.event(), reason));
        };
    }

    private StoredEvent failed(
            WebhookEvent event, Processing processing, Optional<String> orderKey, int attempts, String reason) {
        RetryPolicy policy = retries.of(processing);
        if (policy.isLast(attempts)) {
            return StoredEvent.dead(event, reason + " (attempt " + attempts + ", the last)");
        }
        Optional<String> held = processing.parks() ? orderKey : Optional.empty();
        return StoredEvent.retrying(event, reason, Waiting.failed(held, attempts, policy.delay(attempts, random)));
    }
}
