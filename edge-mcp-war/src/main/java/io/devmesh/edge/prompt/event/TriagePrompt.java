package io.devmesh.edge.prompt.event;

import static io.devmesh.edge.event.EventVariables.SOURCE;

import io.devmesh.edge.ask.CompletionCall;
import io.devmesh.edge.auth.Authenticated;
import io.devmesh.edge.event.EventReader;
import io.devmesh.edge.event.EventVariables;
import io.devmesh.edge.prompt.Prompt;
import io.devmesh.edge.prompt.PromptCall;
import io.devmesh.edge.prompt.PromptDescription;
import io.devmesh.edge.prompt.PromptDescription.Argument;
import io.devmesh.edge.prompt.PromptResult;
import io.devmesh.shared.event.EventFilter;
import io.devmesh.shared.event.EventStatus;
import io.devmesh.shared.tenant.Scope;
import io.devmesh.shared.tenant.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.node.ObjectNode;

/** Finds out why deliveries could not be read. */
@ApplicationScoped
class TriagePrompt implements Prompt {
    private static final String SINCE = "since";
    private static final Duration DEFAULT = Duration.ofDays(7);
    private static final int LATEST = 20;

    private static final PromptDescription DESCRIPTION = new PromptDescription(
            "triage_failed_events",
            Optional.of("Triage failed events"),
            "Finds out why webhook events could not be processed, and what to do",
            List.of(
                    new Argument(SOURCE, "Only events of this webhook source", false),
                    new Argument(
                            SINCE,
                            "How far back: 24h, 7d, 2026-11-23 or 2026-11-23T08:00:00Z; 7d if left out",
                            false)));

    private static final String TASK = """

            Do this:
            1. Group the events by what they have in common: last_error, source, type. Begin with the largest group.
            2. Look at one or two events of each group with the tool event_get; payload "raw" shows the body as it came.
               Compare with an event of the same source or type that worked (event_list with status "processed").
            3. Decide for each group what is the cause, and say by which event you know:
               - the sender is set up wrongly: another content type, a format that is not the provider's, a foreign sender;
               - the provider changed what it sends: the same type worked before;
               - Developer Mesh is at fault: last_error points to the Worker's log.
            4. Say what to do and who can do it. The bodies are kept as they came, nothing is lost. To send a delivery
               again changes nothing while it has the same delivery id.

            Answer with a table: events, since when, cause, evidence (event ids), what to do. Below it, what you could not
            find out. If you do not know, say so.""";

    private static final String NOTHING = """

            So nothing is to be triaged. Check with event_stats whether events come in as usual, and tell me in a sentence
            or two.""";

    private final EventReader events;
    private final EventVariables variables;
    private final Clock clock;

    TriagePrompt() {
        this(null, null, null);
    }

    @Inject
    TriagePrompt(EventReader events, EventVariables variables, Clock clock) {
        this.events = events;
        this.variables = variables;
        this.clock = clock;
    }

    @Override
    public PromptDescription description() {
        return DESCRIPTION;
    }

    @Override
    public boolean isOpenTo(Authenticated caller) {
        return caller.grants().may(Scope.EVENTS_READ);
    }

    @Override
    public PromptResult get(PromptCall call) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        Optional<Instant> asked = call.argument(SINCE).flatMap(text -> Since.parse(text.strip(), now));
        Instant since = asked.orElse(now.minus(DEFAULT));
        Optional<String> source =
                call.argument(SOURCE).map(EventVariables::clean).filter(name -> !name.isEmpty());
        EventFilter dead = new EventFilter(
                source,
                Optional.empty(),
                Optional.empty(),
                Optional.of(EventStatus.DEAD),
                Optional.of(since),
                Optional.empty(),
                Optional.empty());
        String unread = call.argument(SINCE).isPresent() && asked.isEmpty()
                ? " (What I gave as \"since\" is no moment, so these are the last 7 days: tell me.)"
                : "";
        return PromptResult.Messages.ofUser("Find out why webhook events could not be processed, and what to do.\n\n"
                + evidence(call.caller().tenant(), dead, scope(source, since) + unread));
    }

    private static String scope(Optional<String> source, Instant since) {
        return source.map(name -> " of the source \"" + name + "\"").orElse("") + " since " + since;
    }

    private String evidence(TenantId tenant, EventFilter dead, String scope) {
        ObjectNode counts = events.count(tenant, dead);
        long total = counts.path("total").longValue();
        if (total == 0) {
            return "No event" + scope + " failed.\n" + NOTHING;
        }
        return QuotedData.notice("counts", "events") + "\n\nFailed events" + scope + ": " + total + ".\n"
                + QuotedData.block("counts", Stream.of(counts))
                + (total > LATEST ? "\nThe latest " + LATEST + ":\n" : "\n")
                + QuotedData.block(
                        "events",
                        events.page(tenant, dead, Optional.empty(), LATEST)
                                .path("events")
                                .valueStream())
                + "\n" + TASK;
    }

    @Override
    public List<String> complete(CompletionCall call) {
        return call.argument().equals(SINCE)
                ? Stream.of("24h", "7d", "30d")
                        .filter(value -> value.startsWith(call.value()))
                        .toList()
                : variables.suggest(call.caller().tenant(), call.argument(), call.value(), call.context());
    }
}
