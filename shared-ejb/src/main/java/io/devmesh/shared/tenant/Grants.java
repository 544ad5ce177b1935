package io.devmesh.shared.tenant;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What a caller may do. Scopes and calls give, each by itself; a toolset takes away again.
 *
 * @param scopes of what it may see and do
 * @param calls tools that it may call beside those of its scopes
 * @param toolset the only tools that it is offered; empty means all that it may call
 */
public record Grants(Set<Scope> scopes, Set<ToolPattern> calls, Set<ToolPattern> toolset) {
    /** What a key has to which nothing else is given. */
    public static final Grants USUAL = of(Scope.EVENTS_READ);

    /** How the scope begins that gives one tool, or those that match: {@code tools:call:event_*}. */
    static final String CALL = "tools:call:";

    public Grants {
        scopes = Set.copyOf(scopes);
        calls = Set.copyOf(calls);
        toolset = Set.copyOf(toolset);
    }

    public static Grants of(Scope... scopes) {
        return new Grants(Set.of(scopes), Set.of(), Set.of());
    }

    /** As a person wrote it. Throws IllegalArgumentException that names what is no scope, or no tool. */
    public static Grants parse(Collection<String> scopes, Collection<String> toolset) {
        for (String scope : scopes) {
            if (!scope.startsWith(CALL) && Scope.find(scope).isEmpty()) {
                throw new IllegalArgumentException("'" + scope + "' is no scope; there are "
                        + String.join(", ", Scope.wires()) + " and " + CALL + "<tool>");
            }
        }
        return new Grants(
                Scope.ofWires(scopes),
                scopes.stream()
                        .filter(scope -> scope.startsWith(CALL))
                        .map(scope -> new ToolPattern(scope.substring(CALL.length())))
                        .collect(Collectors.toSet()),
                toolset.stream().map(ToolPattern::new).collect(Collectors.toSet()));
    }

    /** As it was stored, or as a token says it: scopes that this version does not know give nothing. */
    public static Grants known(Collection<String> scopes, Collection<String> toolset) {
        return parse(scopes.stream().filter(Grants::isKnown).toList(), toolset);
    }

    private static boolean isKnown(String scope) {
        if (!scope.startsWith(CALL)) {
            return Scope.find(scope).isPresent();
        }
        try {
            return !new ToolPattern(scope.substring(CALL.length())).text().isEmpty();
        } catch (IllegalArgumentException malformed) {
            return false;
        }
    }

    public boolean may(Scope scope) {
        return scope.isIn(scopes);
    }

    /**
     * Whether the tool of that name may be called.
     *
     * @param needed the scope of what the tool touches; empty where every caller may call it
     */
    public boolean mayCall(String tool, Optional<Scope> needed) {
        return offers(tool)
                && (needed.isEmpty() || may(needed.get()) || calls.stream().anyMatch(call -> call.matches(tool)));
    }

    /** Whether the toolset has it, allowed or not. */
    public boolean offers(String tool) {
        return toolset.isEmpty() || toolset.stream().anyMatch(member -> member.matches(tool));
    }

    /** All scopes as they are written, sorted. */
    public List<String> wires() {
        Set<String> wires = new TreeSet<>();
        scopes.forEach(scope -> wires.add(scope.wire()));
        calls.forEach(call -> wires.add(CALL + call));
        return new ArrayList<>(wires);
    }

    /** The toolset as it is written, sorted. */
    public List<String> tools() {
        return toolset.stream().map(ToolPattern::text).sorted().toList();
    }
}
