package io.devmesh.bridge;

import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;

/** What to tell a client whose request failed on the way. */
final class Problems {
    private static final Pattern SECONDS = Pattern.compile("\\d{1,9}");

    private final Endpoint endpoint;

    Problems(Endpoint endpoint) {
        this.endpoint = endpoint;
    }

    Problem of(IOException failure) {
        return switch (failure) {
            case ConnectException refused -> unreachable();
            case HttpConnectTimeoutException late -> unreachable();
            case SSLException untrusted ->
                Problem.of("TLS with " + endpoint + " failed (" + untrusted.getMessage()
                        + "): where the server's certificate is of a private authority, name its trust store in"
                        + " JAVA_TOOL_OPTIONS=-Djavax.net.ssl.trustStore=…");
            default ->
                Problem.of("The connection to " + endpoint + " broke before the answer (" + failure.getMessage()
                        + "): whether the request was carried out is not known");
        };
    }

    private Problem unreachable() {
        return Problem.of("Can't connect to " + endpoint + ": see whether the server runs, and whether --url is right");
    }

    /** An answer of HTTP that says nothing in the protocol's words. */
    Problem of(HttpResponse<?> response) {
        int status = response.statusCode();
        OptionalLong wait = response.headers()
                .firstValue("Retry-After")
                .filter(value -> SECONDS.matcher(value.strip()).matches())
                .map(value -> OptionalLong.of(Long.parseLong(value.strip())))
                .orElse(OptionalLong.empty());
        String again = wait.isPresent() ? "try again in " + wait.getAsLong() + " s" : "try again later";
        String message = switch (status) {
            case 301, 302, 303, 307, 308 ->
                endpoint + " redirects (" + status
                        + "), which would carry the API key elsewhere: give the final address" + " as --url";
            case 401 -> "The server does not know the API key (401): check " + ApiKey.VARIABLE;
            case 403 -> "The server refuses this caller (403): ask whether the API key may do this";
            case 404, 405 -> "There is no MCP endpoint at " + endpoint + " (" + status + "): check --url";
            case 413 -> "The message is too large for the server (413)";
            case 429 -> "Too many requests (429): " + again;
            case 502, 503, 504 -> "The server can't serve right now (" + status + "): " + again;
            default -> "The server answered with HTTP status " + status + " and no message";
        };
        return new Problem(Problem.BRIDGE_ERROR, message, OptionalInt.of(status), wait);
    }

    /** @param code that the server gave, if any */
    Problem sessionLost(Optional<Integer> code) {
        return new Problem(
                code.orElse(Problem.BRIDGE_ERROR),
                "The server no longer knows this session (404): it has ended or expired. Reconnect the client, so that it"
                        + " starts with initialize again",
                OptionalInt.of(404),
                OptionalLong.empty());
    }

    Problem silent(Duration limit) {
        return Problem.of("Nothing was heard from " + endpoint + " for " + limit.toSeconds()
                + " s: try again, or wait longer with --timeout");
    }

    Problem brokenStream() {
        return Problem.of(
                "The server's stream ended before the answer, and can't be resumed: try again; whether the request"
                        + " was carried out is not known");
    }

    Problem unanswered(HttpResponse<?> response) {
        return new Problem(
                Problem.BRIDGE_ERROR,
                endpoint + " answered with something else than JSON or a stream of events ("
                        + response.headers().firstValue("Content-Type").orElse("no content type")
                        + "): check --url",
                OptionalInt.of(response.statusCode()),
                OptionalLong.empty());
    }
}
