package io.devmesh.worker.rule;

import com.jayway.jsonpath.Configuration;
import com.jayway.jsonpath.EvaluationListener.EvaluationContinuation;
import com.jayway.jsonpath.InvalidPathException;
import com.jayway.jsonpath.JsonPath;
import com.jayway.jsonpath.PathNotFoundException;
import com.jayway.jsonpath.spi.mapper.Jackson3MappingProvider;
import io.devmesh.shared.json.Json;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** A JSONPath into payloads. Where it may lead to several values it leads to an array of them, else to the one. */
final class PayloadPath {
    private static final int MAX_LENGTH = 500;
    /** The library remembers the path of each; data has no room for more anyway. */
    private static final int MAX_VALUES = 10_000;

    private static final Configuration READING = Configuration.builder()
            .jsonProvider(new JsonTree(Json.mapper()))
            .mappingProvider(new Jackson3MappingProvider(Json.mapper()))
            .evaluationListener(found ->
                    found.index() < MAX_VALUES ? EvaluationContinuation.CONTINUE : EvaluationContinuation.ABORT)
            .build();

    private final String text;
    private final JsonPath path;

    private PayloadPath(String text, JsonPath path) {
        this.text = text;
        this.path = path;
    }

    static PayloadPath of(Clause clause) {
        String must =
                "must be a JSONPath such as $.pull_request.title, $.commits[*].id or $.labels[?(@.name == 'bug')]";
        String text = clause.text(must);
        if (text.length() > MAX_LENGTH || !PathForm.accepts(text)) {
            throw clause.wrong(must);
        }
        try {
            return new PayloadPath(text, JsonPath.compile(text));
        } catch (InvalidPathException invalid) {
            throw clause.wrong(must);
        }
    }

    boolean isList() {
        return !path.isDefinite();
    }

    /** Empty where a path to one value leads nowhere; {@code where} is the step that asks. */
    Optional<JsonNode> in(JsonNode payload, String where) {
        JsonNode found = read(payload);
        if (isList() && found.size() > MAX_VALUES) {
            throw new ViolationException(where + ": " + text + " leads to more than " + MAX_VALUES + " values");
        }
        return Optional.of(found).filter(value -> !value.isMissingNode());
    }

    private JsonNode read(JsonNode payload) {
        try {
            return path.read((Object) payload, READING);
        } catch (PathNotFoundException missing) {
            return isList() ? Json.mapper().createArrayNode() : Json.mapper().missingNode();
        }
    }

    @Override
    public String toString() {
        return text;
    }
}
