package io.devmesh.system.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.devmesh.shared.json.Json;
import io.devmesh.system.fuzz.Exchange.End;
import io.devmesh.system.fuzz.Shot.Framing;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** One client over WebSocket, which connects again with another version now and then. */
final class SocketLane implements Runnable {
    private static final int CHANGES_VERSION_EVERY = 400;
    /** As many requests as one connection may have at work, EDGE_MCP_SOCKET_IN_FLIGHT. */
    private static final int IN_FLIGHT = 64;

    private static final String NONE = "none";
    private static final int TOO_LARGE = 1009;
    private static final int NO_TEXT = 1007;
    private static final int LOST_WHILE_SENDING = 1006;
    private static final int NOTHING = -1;

    private final String name;
    private final Run run;
    private final int count;
    private final Memory memory = new Memory();
    /** Beginnings of the ids of questions that need no answer any more; more of the same call may still come. */
    private final Set<String> cancelled = new HashSet<>();

    private SocketWire wire;
    private String version = Samples.BATCHING;
    private int unsent = NOTHING;

    SocketLane(String name, Run run, int count) {
        this.name = name;
        this.run = run;
        this.count = count;
    }

    @Override
    public void run() {
        try {
            connect(0);
            for (int number = 0; number < count && !run.isEnough(); number++) {
                if (number % CHANGES_VERSION_EVERY == CHANGES_VERSION_EVERY - 1) {
                    checkThatNothingIsLeftAtWork();
                    wire.close();
                    connect(number);
                }
                step(number);
            }
            checkThatNothingIsLeftAtWork();
            wire.close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(ended);
        }
    }

    private void connect(int number) throws IOException, InterruptedException {
        wire = SocketWire.open(run.port(), run.apiKey(), Run.LIMIT);
        String wanted = Samples.SESSION_VERSIONS.get(number / CHANGES_VERSION_EVERY % Samples.SESSION_VERSIONS.size());
        exchange(clean("{'jsonrpc':'2.0','id':'begin','method':'initialize','params':{'protocolVersion':'" + wanted
                + "','capabilities':{'elicitation':{},'sampling':{},'roots':{}},"
                + "'clientInfo':{'name':'fuzz','version':'1'}}}"));
    }

    private Shot clean(String message) {
        return shot("clean", "clean", message.replace('\'', '"').getBytes(UTF_8));
    }

    private Shot shot(String label, String kind, byte[] body) {
        Reading reading = Reading.of(body);
        String judgedBy = reading.standsAlone() ? Samples.STATELESS : version;
        return new Shot(name + " " + label, kind, "POST", List.of(), body, reading, judgedBy, Framing.WHOLE);
    }

    private void step(int number) throws IOException, InterruptedException {
        Dice dice = run.dice(name, number);
        Damaged damaged = Damaged.make(dice.oneIn(3) ? Samples.STATELESS : version, number, dice, memory);
        byte[] body = damaged.body();
        if (!isText(body) && !dice.oneIn(20)) {
            body = new String(body, UTF_8).getBytes(UTF_8);
        }
        Shot shot = shot(Integer.toString(number), damaged.kind(), body);
        if (shot.reading().isEndless()) {
            return; // there is nothing to wait for before it can be cancelled
        }
        if (shot.kind().equals("oversize") || !isText(body)) {
            expectClose(shot, shot.kind().equals("oversize") ? TOO_LARGE : NO_TEXT);
            connect(number);
            return;
        }
        Exchange exchange = exchange(shot);
        if (exchange.end() == End.LEFT) {
            cancelled.add(call(exchange.texts().getLast()));
            cancel(shot.reading().id().orElseThrow());
        }
        if (!wantsAnswer(shot.reading())) {
            exchange(clean("{'jsonrpc':'2.0','id':'alive-" + number + "','method':'ping'}"));
        }
        if (exchange.end() == End.LOST) {
            wire.close();
            connect(number);
        }
    }

    private void expectClose(Shot shot, int code) throws IOException, InterruptedException {
        Exchange answer = send(shot, true);
        boolean closed = answer.end() == End.LOST && List.of(code, unsent).contains(Integer.valueOf(answer.raw()));
        if (!closed) {
            run.found(shot.name() + ": was not closed with " + code + " but " + answer.end() + " " + answer.raw());
        }
        run.record(name, shot, new Exchange(0, List.of(), answer.raw(), "", End.LEFT));
        wire.close();
    }

    private void cancel(JsonNode id) throws IOException {
        ObjectNode message =
                Json.mapper().createObjectNode().put("jsonrpc", "2.0").put("method", "notifications/cancelled");
        message.putObject("params").set("requestId", id);
        wire.send(Rendering.bytes(message, true), Integer.MAX_VALUE);
    }

    private boolean isOfACancelledCall(String text) {
        return !call(text).equals(NONE) && cancelled.contains(call(text));
    }

    /** What all questions of a call have in common; nothing where it is none. */
    private static String call(String text) {
        String id = Json.mapper().readTree(text).path("id").asString("");
        return text.contains("\"method\":") && !id.isEmpty() ? id.replaceFirst("\\.[0-9]+$", "") : NONE;
    }

    private Exchange exchange(Shot shot) throws IOException, InterruptedException {
        Exchange exchange = send(shot, wantsAnswer(shot.reading()));
        run.record(name, shot, exchange);
        exchange.texts().forEach(memory::look);
        exchange.texts().forEach(this::agree);
        return exchange;
    }

    /** Also one of a batch may be the answer to initialize. */
    private void agree(String text) {
        JsonNode tree = Json.mapper().readTree(text);
        (tree.isArray() ? tree.valueStream() : Stream.of(tree))
                .map(message -> message.at("/result/protocolVersion").asString(version))
                .forEach(agreed -> version = agreed);
    }

    private Exchange send(Shot shot, boolean waits) throws InterruptedException {
        List<String> texts = new ArrayList<>();
        try {
            wire.send(shot.body(), shot.body().length % 3 == 0 ? 50 : Integer.MAX_VALUE);
            unsent = NOTHING;
        } catch (IOException lost) {
            unsent = LOST_WHILE_SENDING; // what was received before says why, unless TCP took it back
        }
        long deadline = System.nanoTime() + Run.LIMIT.toNanos();
        End end = waits ? End.TIMED_OUT : End.COMPLETE;
        while (end == End.TIMED_OUT) {
            SocketWire.Incoming next = wire.poll(deadline - System.nanoTime());
            if (next == null) {
                break;
            }
            if (next.isEnd()) {
                return new Exchange(0, texts, Integer.toString(next.closeCode()), "", End.LOST);
            }
            texts.add(next.text());
            end = isOfACancelledCall(next.text()) ? End.TIMED_OUT : end(shot.reading(), next.text());
        }
        return new Exchange(0, texts, String.join("\n", texts), "", end);
    }

    private boolean wantsAnswer(Reading reading) {
        return switch (reading.kind()) {
            case REQUEST, UNREADABLE -> true;
            case NOTIFICATION, RESPONSE -> false;
            case BATCH ->
                !version.equals(Samples.BATCHING)
                        || reading.tree().isEmpty()
                        || reading.tree().size() > 50
                        || reading.tree().valueStream().map(Reading::of).anyMatch(this::wantsAnswer);
        };
    }

    /** Notifications of changes come in between, and questions of calls that went on. */
    private static End end(Reading sent, String text) {
        Reading message = Reading.of(text.getBytes(UTF_8));
        if (sent.kind() == Reading.Kind.REQUEST && EventReader.leavesOpen(text)) {
            return End.LEFT;
        }
        boolean isNews = message.tree().has("method");
        boolean isItsOwn = message.id().isEmpty() || message.id().equals(sent.id());
        return !isNews && isItsOwn ? End.COMPLETE : End.TIMED_OUT;
    }

    /** A full set of requests at once is worked on again, as soon as what was cancelled has ended. */
    private void checkThatNothingIsLeftAtWork() throws IOException, InterruptedException {
        long deadline = System.nanoTime() + Run.LIMIT.toNanos();
        for (int round = 0; System.nanoTime() < deadline; round++) {
            if (isFullSetAnswered("full-" + round + "-", deadline)) {
                return;
            }
        }
        run.found(name + ": requests are left at work, or the connection is dead");
    }

    private boolean isFullSetAnswered(String prefix, long deadline) throws IOException, InterruptedException {
        for (int i = 0; i < IN_FLIGHT; i++) {
            String call = "{'jsonrpc':'2.0','id':'" + prefix + i
                    + "','method':'tools/call','params':{'name':'test_tool_with_logging'}}";
            wire.send(call.replace('\'', '"').getBytes(UTF_8), Integer.MAX_VALUE);
        }
        int results = 0;
        for (int answers = 0; answers < IN_FLIGHT; ) {
            SocketWire.Incoming next = wire.poll(deadline - System.nanoTime());
            if (next == null || next.isEnd()) {
                return false;
            }
            JsonNode answer = Json.mapper().readTree(next.text());
            answers += answer.has("method") ? 0 : 1;
            results += answer.has("result") && answer.path("id").asString("").startsWith(prefix) ? 1 : 0;
        }
        return results == IN_FLIGHT;
    }

    private static boolean isText(byte[] bytes) {
        try {
            var unused = UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            return true;
        } catch (CharacterCodingException malformed) {
            return false;
        }
    }
}
