package io.devmesh.edge.ask;

import io.devmesh.edge.auth.Authenticated;
import java.util.Map;

/**
 * A user is typing the value of an argument of a prompt or of a resource template.
 *
 * @param caller whose tenant's data may be suggested
 * @param argument its name
 * @param value what was typed so far
 * @param context values of other arguments, where the client told them
 */
public record CompletionCall(Authenticated caller, String argument, String value, Map<String, String> context) {}
