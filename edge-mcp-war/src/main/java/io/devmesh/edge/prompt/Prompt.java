package io.devmesh.edge.prompt;

import io.devmesh.edge.ask.CompletionCall;
import io.devmesh.edge.auth.Authenticated;
import java.util.List;

/** A text that users can pick in their client. Every CDI bean of this type is offered. */
public interface Prompt {
    PromptDescription description();

    /** Whether the caller's key is enough for what it shows. */
    default boolean isOpenTo(Authenticated caller) {
        return true;
    }

    /** Fills it in. Required arguments are there and all are texts. */
    PromptResult get(PromptCall call);

    /** Values for an argument that begin as the user began; the best first. */
    default List<String> complete(CompletionCall call) {
        return List.of();
    }
}
