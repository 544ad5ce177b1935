package io.devmesh.system.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.devmesh.system.fuzz.Shot.Framing;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Makes the requests of one lane over HTTP. */
final class HttpShots {
    private static final Set<String> NAMED =
            Set.of("tools/call", "prompts/get", "resources/read", "tasks/get", "tasks/update", "tasks/cancel");
    private static final List<String> VERSIONS =
            List.of("2024-11-05", "2025-03-26", "2025-06-18", "2025-11-25", Samples.STATELESS, Samples.STATELESS);
    private static final List<Header> NO_HEADERS = List.of(
            new Header("X Y", "a"),
            new Header("X-\u0000", "a"),
            new Header("X", "a\u0000b"),
            new Header("", "a"),
            new Header("X-Long", "a".repeat(40_000)),
            new Header("Content-Length", "-1"),
            new Header("Transfer-Encoding", "nonsense"));

    private final String lane;
    private final Run run;
    private final Memory memory = new Memory();
    private final Map<String, String> sessions = new HashMap<>();

    HttpShots(String lane, Run run) {
        this.lane = lane;
        this.run = run;
    }

    /** What the server said, which later requests may be about. */
    Memory memory() {
        return memory;
    }

    /** The versions whose session has that id. */
    List<String> versionsOf(String session) {
        return sessions.entrySet().stream()
                .filter(entry -> entry.getValue().equals(session))
                .map(Map.Entry::getKey)
                .toList();
    }

    void remember(String version, String session) {
        sessions.put(version, session);
    }

    /** A clean {@code initialize}. */
    Shot beginning(String version) {
        String message = "{'jsonrpc':'2.0','id':'begin','method':'initialize','params':{'protocolVersion':'" + version
                + "','capabilities':{'elicitation':{},'sampling':{},'roots':{}},'clientInfo':{'name':'fuzz','version':'1'}}}";
        byte[] body = message.replace('\'', '"').getBytes(UTF_8);
        return new Shot(lane + " begin", "clean", "POST", common(), body, Reading.of(body), version, Framing.WHOLE);
    }

    Shot next(int number) {
        Dice dice = run.dice(lane, number);
        String version = dice.of(VERSIONS);
        if (dice.oneIn(40)) {
            return withoutBody(number, version, dice);
        }
        Damaged damaged = Damaged.make(version, number, dice, memory);
        Reading reading = Reading.of(damaged.body());
        List<Header> headers = headers(version, reading);
        String kind = damaged.kind();
        if (dice.oneIn(5)) {
            new HeaderDamage(dice).apply(headers);
            kind += "-headers";
        }
        return framed(number, kind, "POST", headers, damaged.body(), dice);
    }

    private Shot withoutBody(int number, String version, Dice dice) {
        String verb = dice.of(List.of("GET", "GET", "GET", "DELETE", "HEAD", "OPTIONS", "PUT", "PATCH"));
        List<Header> headers = headers(version, Reading.of(new byte[0]));
        if (dice.oneIn(3)) {
            new HeaderDamage(dice).apply(headers);
        }
        return framed(number, verb, verb, headers, new byte[0], dice);
    }

    private Shot framed(int number, String kind, String verb, List<Header> headers, byte[] body, Dice dice) {
        int way = dice.below(250);
        Framing framing =
                way == 0 ? Framing.CUT : way == 1 ? Framing.BROKEN : way < 25 ? Framing.CHUNKED : Framing.WHOLE;
        if (framing == Framing.BROKEN) {
            headers.add(dice.of(NO_HEADERS));
        }
        boolean isSound = framing == Framing.CHUNKED || framing == Framing.WHOLE;
        Reading reading = Reading.of(body);
        String named = isSound ? kind : "frame";
        return new Shot(lane + " " + number, named, verb, headers, body, reading, version(headers, reading), framing);
    }

    private List<Header> common() {
        return new ArrayList<>(List.of(
                new Header("Authorization", "Bearer " + run.apiKey()),
                new Header("Content-Type", "application/json"),
                new Header("Accept", "application/json, text/event-stream")));
    }

    private List<Header> headers(String version, Reading reading) {
        List<Header> headers = common();
        headers.add(new Header("MCP-Protocol-Version", version));
        if (!version.equals(Samples.STATELESS)) {
            headers.add(new Header("MCP-Session-Id", sessions.get(version)));
            return headers;
        }
        headers.add(new Header("Mcp-Method", oneLine(reading.tree().path("method"))));
        JsonNode params = reading.tree().path("params");
        if (NAMED.contains(reading.method())) {
            headers.add(new Header("Mcp-Name", oneLine(first(params, "name", "uri", "taskId"))));
        }
        JsonNode arguments = params.path("arguments");
        if (arguments.has("value")) {
            headers.add(new Header("Mcp-Param-Value", oneLine(arguments.path("value"))));
            headers.add(new Header("Mcp-Param-Count", oneLine(arguments.path("count"))));
            headers.add(new Header(
                    "Mcp-Param-Dry-Run", oneLine(arguments.path("options").path("dryRun"))));
        }
        return headers;
    }

    private static JsonNode first(JsonNode params, String... names) {
        for (String name : names) {
            if (params.has(name)) {
                return params.path(name);
            }
        }
        return params.path("name");
    }

    /** The value as it is where a header can have it. */
    private static String oneLine(JsonNode value) {
        String text = value.asString("");
        return text.chars().allMatch(c -> c >= ' ' && c < 0x7f) && text.length() < 4_000 ? text : "?";
    }

    /** As docs/mcp.md says. */
    private String version(List<Header> headers, Reading reading) {
        String header = Shot.header(headers, "MCP-Protocol-Version");
        if (reading.standsAlone() || header.compareTo(Samples.STATELESS) >= 0) {
            return Samples.STATELESS;
        }
        List<String> ofSession = versionsOf(Shot.header(headers, "MCP-Session-Id"));
        if (!ofSession.isEmpty()) {
            return ofSession.getFirst();
        }
        return Samples.SESSION_VERSIONS.contains(header) ? header : Samples.BATCHING;
    }
}
