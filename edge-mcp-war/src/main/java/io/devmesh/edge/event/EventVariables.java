package io.devmesh.edge.event;

import io.devmesh.shared.event.EventFilter;
import io.devmesh.shared.event.EventGroup;
import io.devmesh.shared.event.EventSearchRepository;
import io.devmesh.shared.tenant.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What events can be picked by in URIs and prompts, and values of it to choose from. */
@ApplicationScoped
public class EventVariables {
    public static final String SOURCE = "source";
    public static final String TYPE = "type";
    public static final String REPOSITORY = "repository";

    /** MCP allows no more. */
    private static final int SUGGESTIONS = 100;

    private static final int LONGEST_VALUE = 500;

    private final EventSearchRepository events;

    EventVariables() {
        this(null);
    }

    @Inject
    public EventVariables(EventSearchRepository events) {
        this.events = events;
    }

    /** Whether an event could have {@code text}: 1 to 500 characters, no controls, nothing that was no UTF-8. */
    public static boolean isValue(String text) {
        return !text.isEmpty()
                && text.length() <= LONGEST_VALUE
                && text.chars().noneMatch(c -> Character.isISOControl(c) || c == '\uFFFD');
    }

    /** What a user typed, made a value that can be searched for; it may be empty and mostly is as it was. */
    public static String clean(String typed) {
        String oneLine = typed.replaceAll("[\\p{Cntrl}\uFFFD]+", " ").strip();
        return oneLine.substring(0, Math.min(LONGEST_VALUE, oneLine.length()));
    }

    /**
     * Values that the tenant's latest events have and that begin with {@code typed}, the most frequent first.
     *
     * @param context values of other variables, which the events have too
     */
    public List<String> suggest(TenantId tenant, String variable, String typed, Map<String, String> context) {
        return group(variable)
                .filter(group -> typed.isEmpty() || isValue(typed))
                .map(group -> events.suggest(tenant, filter(variable, context), group, typed, SUGGESTIONS))
                .orElse(List.of());
    }

    private static Optional<EventGroup> group(String variable) {
        return switch (variable) {
            case SOURCE -> Optional.of(EventGroup.SOURCE);
            case TYPE -> Optional.of(EventGroup.TYPE);
            case REPOSITORY -> Optional.of(EventGroup.REPOSITORY);
            default -> Optional.empty();
        };
    }

    /** The variable itself is what is asked for. */
    private static EventFilter filter(String variable, Map<String, String> context) {
        return new EventFilter(
                other(SOURCE, variable, context),
                other(TYPE, variable, context),
                other(REPOSITORY, variable, context),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    private static Optional<String> other(String name, String variable, Map<String, String> context) {
        return Optional.ofNullable(context.get(name)).filter(value -> !name.equals(variable) && isValue(value));
    }
}
