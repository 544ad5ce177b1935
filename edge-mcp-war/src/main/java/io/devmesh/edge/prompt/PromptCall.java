package io.devmesh.edge.prompt;

import io.devmesh.edge.ask.Answers;
import io.devmesh.edge.auth.Authenticated;
import java.util.Map;
import java.util.Optional;

/**
 * A user picked a prompt.
 *
 * @param caller whose tenant's data it may see
 * @param arguments by name
 * @param answers what the client answered, where the prompt asked
 */
public record PromptCall(Authenticated caller, Map<String, String> arguments, Answers answers) {
    public Optional<String> argument(String name) {
        return Optional.ofNullable(arguments.get(name)).filter(text -> !text.isBlank());
    }
}
