package io.devmesh.worker.api;

import static java.lang.System.Logger.Level.ERROR;
import static java.lang.System.Logger.Level.WARNING;

import io.devmesh.shared.json.Json;
import io.devmesh.shared.postgres.DatabaseFailure;
import io.devmesh.shared.stream.StreamUnavailableException;
import io.devmesh.shared.telemetry.RootCause;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import org.jdbi.v3.core.JdbiException;

/** The one place that turns what was thrown into an answer (RFC 9457). Only what a caller may know goes into it. */
@Provider
public class ProblemMapper implements ExceptionMapper<Throwable> {
    private static final System.Logger LOG = System.getLogger(ProblemMapper.class.getName());
    private static final String RETRY_AFTER_SECONDS = "5";

    @Override
    public Response toResponse(Throwable failure) {
        return switch (failure) {
            case ProblemException refused -> problem(refused.problem(), refused.getMessage());
            case WebApplicationException refused -> ofContainer(refused.getResponse());
            case StreamUnavailableException away -> away("Redis", away);
            case JdbiException database
            when DatabaseFailure.of(database) == DatabaseFailure.AWAY -> away("PostgreSQL", database);
            default -> {
                LOG.log(ERROR, "A request of the operations API failed", failure);
                yield problem(Problem.FAILED, "The server's log has the details");
            }
        };
    }

    private static Response away(String store, Exception failure) {
        LOG.log(WARNING, store + " is away: " + RootCause.of(failure));
        return problem(Problem.UNAVAILABLE, store + " does not answer; try again in a moment");
    }

    /** No such path, method or type. */
    private static Response ofContainer(Response refused) {
        Response.ResponseBuilder response = Response.status(refused.getStatus());
        if (refused.getHeaderString(HttpHeaders.ALLOW) != null) {
            response.header(HttpHeaders.ALLOW, refused.getHeaderString(HttpHeaders.ALLOW));
        }
        return body(response, refused.getStatus(), refused.getStatusInfo().getReasonPhrase(), "See /openapi");
    }

    private static Response problem(Problem problem, String detail) {
        Response.ResponseBuilder response = Response.status(problem.status());
        if (problem == Problem.UNAUTHORIZED) {
            response.header(HttpHeaders.WWW_AUTHENTICATE, "Bearer realm=\"devmesh\"");
        }
        if (problem == Problem.UNAVAILABLE) {
            response.header(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
        }
        return body(response, problem.status(), problem.title(), detail);
    }

    private static Response body(Response.ResponseBuilder response, int status, String title, String detail) {
        return response.type("application/problem+json")
                .entity(Json.mapper()
                        .createObjectNode()
                        .put("type", "about:blank")
                        .put("title", title)
                        .put("status", status)
                        .put("detail", detail)
                        .toString())
                .build();
    }
}
