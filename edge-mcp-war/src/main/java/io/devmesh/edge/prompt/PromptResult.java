package io.devmesh.edge.prompt;

import io.devmesh.edge.ask.Question;
import io.devmesh.edge.content.ContentBlock;
import java.util.List;
import java.util.Optional;

/** What a prompt gives. */
public sealed interface PromptResult {
    /** Messages for the conversation. */
    record Messages(Optional<String> description, List<Message> messages) implements PromptResult {
        /** One text by the user. */
        public static Messages ofUser(String text) {
            return new Messages(Optional.empty(), List.of(new Message(Role.USER, new ContentBlock.Text(text))));
        }
    }

    /** It must ask first; it is got again with the answers. */
    record Asks(Question question) implements PromptResult {}

    record Message(Role role, ContentBlock content) {}

    enum Role {
        USER("user"),
        ASSISTANT("assistant");

        private final String wire;

        Role(String wire) {
            this.wire = wire;
        }

        public String wire() {
            return wire;
        }
    }
}
