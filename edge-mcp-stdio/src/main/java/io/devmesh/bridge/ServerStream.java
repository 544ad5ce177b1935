package io.devmesh.bridge;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.util.Optional;
import java.util.function.Consumer;

/** The stream on which a server of the older era speaks without being asked, where it has one. */
final class ServerStream implements Runnable {
    private final Connection connection;
    private final Consumer<String> out;
    private final EventStream stream;
    private final Thread thread = Thread.ofVirtual().unstarted(this);
    private volatile Watch.Wait wait;
    private volatile boolean closed;

    /** Starts nothing yet. */
    ServerStream(Connection connection, Consumer<String> out) {
        this.connection = connection;
        this.out = out;
        this.stream = new EventStream(connection.upstream(), connection.session(), this::pass, () -> wait.heard());
    }

    void start() {
        thread.start();
    }

    void close() {
        closed = true;
        thread.interrupt();
    }

    @Override
    public void run() {
        try {
            while (!closed && readOnce()) {
                stream.pause();
            }
        } catch (InterruptedException ended) {
            // That is how it ends.
        }
    }

    /** Returns whether another connection is worth a try. */
    private boolean readOnce() throws InterruptedException {
        try (Watch.Wait current = connection.watch().begin()) {
            wait = current;
            return read(stream.open());
        } catch (InterruptedException ended) {
            if (wait.isExpired()) {
                return true;
            }
            throw ended;
        } catch (IOException unreachable) {
            return true;
        }
    }

    private boolean read(HttpResponse<InputStream> response) throws IOException, InterruptedException {
        int status = response.statusCode();
        if (status == 200 && Upstream.isEvents(response)) {
            stream.read(response.body());
            return true;
        }
        response.body().close();
        if (status == 429 || status == 502 || status == 503 || status == 504) {
            return true;
        }
        explain(response);
        return false;
    }

    private void explain(HttpResponse<InputStream> response) {
        switch (response.statusCode()) {
            case 405, 501 -> {
                // Most servers have nothing to say without being asked.
            }
            case 404 ->
                connection
                        .log()
                        .say(connection.problems().sessionLost(Optional.empty()).message());
            default ->
                connection
                        .log()
                        .say("no stream of the server's own messages: "
                                + connection.problems().of(response).message());
        }
    }

    private void pass(String text) {
        if (ServerMessages.parse(text).isPresent()) {
            out.accept(text);
        } else {
            connection.log().say("the server sent something that is no message, which is left out");
        }
    }
}
