package io.devmesh.worker.api;

import io.devmesh.shared.operation.Change;
import io.devmesh.shared.operation.DeadLetters.Replayed;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;

/** How the resources answer. */
final class Answers {
    private Answers() {}

    static Response json(JsonNode body) {
        return json(200, body);
    }

    static Response json(int status, JsonNode body) {
        return Response.status(status)
                .type(MediaType.APPLICATION_JSON)
                .header("Cache-Control", "no-store")
                .entity(body.toString())
                .build();
    }

    static Response replayed(Replayed done) {
        return json(202, done.json());
    }

    /**
     * {@code answer} where the change was made.
     *
     * @param what was to be changed
     * @param why it could not be
     */
    static Response after(Change change, String what, String why, Supplier<Response> answer) {
        return switch (change) {
            case DONE -> answer.get();
            case MISSING -> throw ProblemException.missing(what);
            case REFUSED -> throw new ProblemException(Problem.CONFLICT, why);
        };
    }
}
