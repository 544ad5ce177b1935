package io.devmesh.bridge;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.Optional;

/** The POST of one message, and the ways in which HTTP can answer it. */
final class Post {
    private final ClientMessage message;
    private final Connection connection;
    private final Delivery delivery;
    private final Watch.Wait wait;
    private boolean triedAgain;

    Post(ClientMessage message, Connection connection, Delivery delivery, Watch.Wait wait) {
        this.message = message;
        this.connection = connection;
        this.delivery = delivery;
        this.wait = wait;
    }

    /** Returns, when all that comes of it has been passed on, whether the server took the message. */
    boolean send() throws IOException, InterruptedException {
        Map<String, String> headers = headers();
        HttpResponse<InputStream> response = post(headers);
        if (response.statusCode() / 100 != 2) {
            return refused(response, headers);
        }
        taken(response);
        return true;
    }

    private HttpResponse<InputStream> post(Map<String, String> headers) throws IOException, InterruptedException {
        HttpResponse<InputStream> response = connection.upstream().post(message.bytes(), headers);
        wait.heard();
        return response;
    }

    private Map<String, String> headers() {
        if (message.is(ClientMessage.INITIALIZE)) {
            return Map.of();
        }
        return message.statelessVersion()
                .map(version -> new StatelessHeaders(connection.tools()).of(message, version))
                .orElseGet(connection.session()::headers);
    }

    private void taken(HttpResponse<InputStream> response) throws IOException, InterruptedException {
        if (message.is(ClientMessage.INITIALIZE)) {
            connection.session().begin(response.headers().firstValue(Session.ID));
        }
        if (message.requests().isEmpty()) {
            response.body().close();
            return;
        }
        if (Upstream.isEvents(response)) {
            follow(response);
            return;
        }
        String text = text(response);
        if (Upstream.isJson(response)) {
            delivery.deliver(text);
        }
        delivery.fail(connection.problems().unanswered(response));
    }

    /** An older era's stream is resumed where it breaks; a newer one's can't be. */
    private void follow(HttpResponse<InputStream> response) throws InterruptedException, IOException {
        EventStream stream =
                new EventStream(connection.upstream(), connection.session(), delivery::deliver, wait::heard);
        stream.read(response.body());
        while (!delivery.isComplete() && message.statelessVersion().isEmpty() && stream.isResumable()) {
            resume(stream);
        }
        delivery.fail(connection.problems().brokenStream());
    }

    private void resume(EventStream stream) throws InterruptedException {
        stream.pause();
        try {
            HttpResponse<InputStream> response = stream.open();
            if (response.statusCode() == 200 && Upstream.isEvents(response)) {
                stream.read(response.body());
                return;
            }
            response.body().close();
            if (response.statusCode() < 500 && response.statusCode() != 429) {
                delivery.fail(
                        response.statusCode() == 404
                                ? connection.problems().sessionLost(Optional.empty())
                                : connection.problems().brokenStream());
            }
        } catch (IOException unreachable) {
            // Tried again until the watch ends it: the server may be back in a moment, or another replica take over.
            connection.log().say(connection.problems().of(unreachable).message());
        }
    }

    private boolean refused(HttpResponse<InputStream> response, Map<String, String> headers)
            throws IOException, InterruptedException {
        Optional<Refusal> refusal = Refusal.parse(text(response));
        if (refusal.filter(Refusal::isHeaderMismatch).isPresent() && isWorthAnotherTry(headers)) {
            return send();
        }
        Problem problem = connection.problems().of(response);
        if (message.requests().isEmpty() || response.statusCode() == 401) {
            connection.log().say(message.method() + ": " + problem.message());
        }
        if (response.statusCode() == 404 && headers.containsKey(Session.ID)) {
            delivery.fail(connection.problems().sessionLost(refusal.map(Refusal::code)));
        } else if (refusal.isPresent()) {
            delivery.refuse(refusal.get());
        }
        delivery.fail(problem);
        return false;
    }

    /** A client that keeps its list of tools may call one whose schema this bridge has not seen. */
    private boolean isWorthAnotherTry(Map<String, String> headers) throws IOException, InterruptedException {
        if (triedAgain || !message.is(ClientMessage.TOOLS_CALL)) {
            return false;
        }
        triedAgain = true;
        new ToolListing(connection, wait).learnFor(message);
        return !headers().equals(headers);
    }

    private static String text(HttpResponse<InputStream> response) throws IOException {
        try (InputStream body = response.body()) {
            return new String(body.readAllBytes(), UTF_8);
        }
    }
}
