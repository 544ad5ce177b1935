package io.devmesh.worker.rule;

import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.StringNode;

/** One thing that is done to the data. */
sealed interface Step {
    /** Throws ViolationException where the payload or the data has not what the step needs. */
    void applyTo(Draft draft);

    /** Takes a value of the payload. */
    record Copy(Origin from, DataField to) implements Step {
        @Override
        public void applyTo(Draft draft) {
            from.in(draft.payload()).ifPresent(value -> draft.put(to, value));
        }
    }

    /**
     * Moves a field of the data.
     *
     * @param path where the step stands in the rules
     */
    record Rename(String path, DataField from, DataField to, boolean optional) implements Step {
        @Override
        public void applyTo(Draft draft) {
            Optional<JsonNode> taken = draft.take(from);
            if (taken.isEmpty() && !optional) {
                throw new ViolationException(path + ": the steps before it made no " + from);
            }
            taken.ifPresent(value -> draft.put(to, value));
        }
    }

    /** Puts in what the rule says. */
    record Constant(JsonNode value, DataField to) implements Step {
        @Override
        public void applyTo(Draft draft) {
            draft.put(to, value);
        }
    }

    /** Joins texts; does nothing where one of them is optional and not there. */
    record Concatenate(List<Part> parts, DataField to) implements Step {
        @Override
        public void applyTo(Draft draft) {
            StringBuilder whole = new StringBuilder();
            for (Part part : parts) {
                Optional<String> text = part.in(draft.payload());
                if (text.isEmpty()) {
                    return;
                }
                whole.append(text.get());
            }
            draft.put(to, StringNode.valueOf(whole.toString()));
        }
    }

    /** Of a concatenation. */
    sealed interface Part {
        Optional<String> in(JsonNode payload);

        /** As the rule has it. */
        record Text(String text) implements Part {
            @Override
            public Optional<String> in(JsonNode payload) {
                return Optional.of(text);
            }
        }

        /** A text, number or boolean of the payload; anything else counts as absent. */
        record Taken(Origin from) implements Part {
            @Override
            public Optional<String> in(JsonNode payload) {
                return from.scalarIn(payload).map(JsonNode::asString);
            }
        }
    }
}
