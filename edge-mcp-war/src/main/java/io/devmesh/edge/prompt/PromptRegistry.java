package io.devmesh.edge.prompt;

import io.devmesh.edge.auth.Authenticated;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** All prompts, in the order of their names, so that lists are the same on every replica. */
@ApplicationScoped
public class PromptRegistry {
    private final Map<String, Prompt> prompts = new TreeMap<>();

    PromptRegistry() {}

    @Inject
    PromptRegistry(@Any Instance<Prompt> prompts) {
        this(prompts.stream().toList());
    }

    /** Throws IllegalArgumentException where two prompts have one name. */
    public PromptRegistry(Iterable<Prompt> prompts) {
        for (Prompt prompt : prompts) {
            String name = prompt.description().name();
            if (this.prompts.putIfAbsent(name, prompt) != null) {
                throw new IllegalArgumentException("two prompts are called " + name);
            }
        }
    }

    public List<Prompt> all() {
        return List.copyOf(prompts.values());
    }

    /** Empty where there is none, and where it is not the caller's to have. */
    public Optional<Prompt> find(Authenticated caller, String name) {
        return Optional.ofNullable(prompts.get(name)).filter(prompt -> prompt.isOpenTo(caller));
    }
}
