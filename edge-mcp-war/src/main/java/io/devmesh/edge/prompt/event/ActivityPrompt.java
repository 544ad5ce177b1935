package io.devmesh.edge.prompt.event;

import static io.devmesh.edge.event.EventVariables.REPOSITORY;

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
import io.devmesh.shared.tenant.Scope;
import io.devmesh.shared.tenant.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/** Tells what happened in a repository. */
@ApplicationScoped
class ActivityPrompt implements Prompt {
    private static final String DAYS = "days";
    private static final Pattern ONE_TO_90 = Pattern.compile("[1-9]|[1-8]\\d|90");
    private static final int DEFAULT_DAYS = 7;
    private static final int LATEST = 100;

    private static final PromptDescription DESCRIPTION = new PromptDescription(
            "summarize_repository_activity",
            Optional.of("Summarize a repository's activity"),
            "Tells a teammate who was away what happened in a repository",
            List.of(
                    new Argument(REPOSITORY, "owner/name", true),
                    new Argument(DAYS, "How many days back, 1 to 90; 7 if left out", false)));

    private static final String TASK = """

            Write the summary:
            - First the gist, in two sentences at most.
            - Then what matters under short headings, such as pull requests, releases, builds, issues. No heading without
              content. Many events are one matter: an opened, reviewed and merged pull request is one line, a push with its
              build another. Name things by their title, with the event's url as a link, and people only where it matters.
            - Last, what waits for somebody: failing builds, pull requests and issues without an answer.

            Keep to the events; what they do not say you do not know. Details of one are in event_get.""";

    private static final String NOTHING = """

            So there is nothing to summarize. Look with event_list and event_stats whether the repository is written
            differently or has older events, and tell me what you found in a sentence or two.""";

    private final EventReader events;
    private final EventVariables variables;
    private final Clock clock;

    ActivityPrompt() {
        this(null, null, null);
    }

    @Inject
    ActivityPrompt(EventReader events, EventVariables variables, Clock clock) {
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
        String repository = EventVariables.clean(call.argument(REPOSITORY).orElse(""));
        return PromptResult.Messages.ofUser(
                repository.isEmpty() ? askForRepository(call) : summarize(call, repository));
    }

    private String askForRepository(PromptCall call) {
        List<String> known = variables.suggest(call.caller().tenant(), REPOSITORY, "", Map.of());
        String ask = "Ask me which repository I want a summary of, as owner/name.";
        return known.isEmpty()
                ? ask
                : ask + " Offer me these, which have the most events.\n\n" + QuotedData.notice("repositories") + "\n"
                        + QuotedData.block("repositories", known.stream().map(StringNode::valueOf));
    }

    private String summarize(PromptCall call, String repository) {
        Optional<String> days = call.argument(DAYS).map(String::strip);
        int back = days.filter(text -> ONE_TO_90.matcher(text).matches())
                .map(Integer::parseInt)
                .orElse(DEFAULT_DAYS);
        Instant since = clock.instant().truncatedTo(ChronoUnit.SECONDS).minus(Duration.ofDays(back));
        EventFilter filter = new EventFilter(
                Optional.empty(),
                Optional.empty(),
                Optional.of(repository),
                Optional.empty(),
                Optional.of(since),
                Optional.empty(),
                Optional.empty());
        return "Summarize what happened in the repository \"" + repository + "\" in the last " + back
                + " days, for a teammate who was away.\n\n"
                + evidence(call.caller().tenant(), filter, since);
    }

    private String evidence(TenantId tenant, EventFilter filter, Instant since) {
        ObjectNode counts = events.count(tenant, filter);
        long total = counts.path("total").longValue();
        if (total == 0) {
            return "There is no event of it since " + since + ".\n" + NOTHING;
        }
        return QuotedData.notice("counts", "events") + "\n\nEvents since " + since + ": " + total + ".\n"
                + QuotedData.block("counts", counts.path("by_type").valueStream())
                + (total > LATEST
                        ? "\nThe latest " + LATEST + "; event_list with this repository and since has the others:\n"
                        : "\nNewest first:\n")
                + QuotedData.block(
                        "events",
                        events.page(tenant, filter, Optional.empty(), LATEST)
                                .path("events")
                                .valueStream())
                + "\n" + TASK;
    }

    @Override
    public List<String> complete(CompletionCall call) {
        return call.argument().equals(DAYS)
                ? Stream.of("1", "7", "30")
                        .filter(value -> value.startsWith(call.value()))
                        .toList()
                : variables.suggest(call.caller().tenant(), call.argument(), call.value(), call.context());
    }
}
