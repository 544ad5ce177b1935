package io.devmesh.worker.rule;

import io.devmesh.worker.rule.Step.Part;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Reads one step of a transform. */
final class StepParser {
    private static final String COPY = "copy";
    private static final String RENAME = "rename";
    private static final String CONSTANT = "constant";
    private static final String CONCATENATE = "concatenate";
    private static final List<String> KINDS = List.of(COPY, RENAME, CONSTANT, CONCATENATE);
    private static final String TO = "to";
    private static final String PATH = "path";
    private static final String OPTIONAL = "optional";
    private static final String DEFAULT = "default";
    private static final int MAX_PARTS = 100;
    private static final String FIELD =
            "must be a field of data such as pull_request.title: names of A-Z a-z 0-9 _ - with dots between them";

    private StepParser() {}

    static Step step(Clause step) {
        return switch (kind(step.object())) {
            case COPY -> copy(step.fields(Set.of(COPY, TO, OPTIONAL, DEFAULT)));
            case RENAME -> rename(step.fields(Set.of(RENAME, TO, OPTIONAL)));
            case CONSTANT -> constant(step.fields(Set.of(CONSTANT, TO)));
            default -> concatenate(step.fields(Set.of(CONCATENATE, TO, OPTIONAL)));
        };
    }

    private static String kind(Clause step) {
        List<String> named = KINDS.stream().filter(step.node()::has).toList();
        if (named.size() != 1) {
            throw step.wrong("must have exactly one of " + String.join(", ", KINDS));
        }
        return named.getFirst();
    }

    private static Step copy(Clause step) {
        if (step.field(OPTIONAL).isPresent() && step.field(DEFAULT).isPresent()) {
            throw step.wrong("has both optional and default; leave one out");
        }
        Origin origin = new Origin(
                step.path(),
                PayloadPath.of(step.at(COPY)),
                isOptional(step),
                step.field(DEFAULT).map(Clause::node));
        return new Step.Copy(origin, to(step));
    }

    private static Step rename(Clause step) {
        String must =
                "must be a field of data, which a step before it made; copy takes a value of the payload under any name";
        return new Step.Rename(step.path(), DataField.of(step.at(RENAME), must), to(step), isOptional(step));
    }

    private static Step constant(Clause step) {
        JsonNode value = step.at(CONSTANT).node();
        if (!Size.isWithin(Transform.MAX_BYTES, value)) {
            throw step.at(CONSTANT).wrong("is larger than data may be");
        }
        return new Step.Constant(value.deepCopy(), to(step));
    }

    private static Step concatenate(Clause step) {
        boolean optional = isOptional(step);
        List<Part> parts = step.at(CONCATENATE).some(MAX_PARTS, "must have at least one part").stream()
                .map(part -> part(part, optional))
                .toList();
        return new Step.Concatenate(parts, to(step));
    }

    /** A text that begins with $ is a path, any other is itself; objects are for what that does not allow. */
    private static Part part(Clause part, boolean optional) {
        if (part.node().isString()) {
            return part.node().stringValue().startsWith("$")
                    ? new Part.Taken(single(part, part.path(), optional, Optional.empty()))
                    : new Part.Text(part.node().stringValue());
        }
        part.fields(Set.of(PATH, DEFAULT, "text"));
        boolean isPath = part.field(PATH).isPresent();
        if (isPath == part.field("text").isPresent()) {
            throw part.wrong("must be a text, a JSONPath, {\"path\": JSONPath} or {\"text\": text}");
        }
        return isPath ? taken(part, optional) : text(part);
    }

    private static Part text(Clause part) {
        part.fields(Set.of("text"));
        return new Part.Text(part.at("text").text("must be a text"));
    }

    private static Part taken(Clause part, boolean optional) {
        Optional<JsonNode> substitute = part.field(DEFAULT).map(Clause::node);
        if (substitute.isPresent()
                && (!substitute.get().isValueNode() || substitute.get().isNull())) {
            throw part.at(DEFAULT).wrong("must be a text, number or boolean");
        }
        return new Part.Taken(single(part.at(PATH), part.path(), optional, substitute));
    }

    private static Origin single(Clause path, String where, boolean optional, Optional<JsonNode> substitute) {
        PayloadPath from = PayloadPath.of(path);
        if (from.isList()) {
            throw path.wrong("may lead to several values; a concatenation takes paths that lead to one");
        }
        return new Origin(where, from, optional, substitute);
    }

    private static boolean isOptional(Clause step) {
        return step.field(OPTIONAL).map(Clause::flag).orElse(false);
    }

    private static DataField to(Clause step) {
        return DataField.of(step.at(TO), FIELD);
    }
}
