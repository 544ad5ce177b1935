package io.devmesh.edge.mcp.operation;

import static io.devmesh.edge.mcp.Messages.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.devmesh.edge.tool.LogLevel;
import io.devmesh.edge.work.RunningCall;
import io.devmesh.shared.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.StringNode;

class RequestTalkTest {
    private final List<JsonNode> said = new ArrayList<>();
    private final RunningCall call = new RunningCall();

    @ParameterizedTest
    @ValueSource(strings = {"'t'", "''", "7", "123456789012345678901234567890"})
    void tellsProgressUnderTheTokenAsTheClientWroteIt(String token) {
        talk("{'_meta':{'progressToken':" + token + "}}").progress(1, 4, "Begun");

        assertThat(said)
                .extracting(JsonNode::toString)
                .containsExactly(json("{'jsonrpc':'2.0','method':'notifications/progress','params':{'progressToken':"
                                + token + ",'progress':1.0,'total':4.0,'message':'Begun'}}")
                        .toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{'_meta':{}}",
                "{'_meta':7}",
                "{'_meta':{'progressToken':null}}",
                "{'_meta':{'progressToken':true}}",
                "{'_meta':{'progressToken':1.5}}",
                "{'_meta':{'progressToken':{}}}",
                "{'progressToken':1}"
            })
    void tellsNoProgressToWhoeverGaveNoToken(String params) {
        talk(params).progress(1, 4, "Begun");

        assertThat(said).isEmpty();
    }

    @Test
    void tellsOnlyProgressThatIsOne() {
        RequestTalk talk = talk("{'_meta':{'progressToken':1}}");

        talk.progress(0, 0, "");
        talk.progress(0, 0, "");
        talk.progress(-1, 0, "");
        talk.progress(2, 0, "");

        assertThat(said)
                .extracting(message -> message.path("params").toString())
                .containsExactly("{\"progressToken\":1,\"progress\":0.0}", "{\"progressToken\":1,\"progress\":2.0}");
    }

    @Test
    void saysNothingMoreOnceTheCallIsCancelled() {
        RequestTalk talk = talk("{'_meta':{'progressToken':1}}");
        call.cancel();

        talk.progress(1, 4, "");
        log(talk, LogLevel.EMERGENCY);

        assertThat(talk.isCancelled()).isTrue();
        assertThat(said).isEmpty();
    }

    @Test
    void logsFromTheWantedLevelOn() {
        RequestTalk talk = talk("{}");

        log(talk, LogLevel.NOTICE);
        log(talk, LogLevel.WARNING);
        log(talk, LogLevel.ERROR);

        assertThat(said)
                .extracting(message -> message.path("params").path("level").stringValue())
                .containsExactly("warning", "error");
    }

    @Test
    void logsNothingToWhoeverWantsNothing() {
        log(new RequestTalk(this::hear, pause -> {}, call, json("{}"), Optional.empty()), LogLevel.EMERGENCY);

        assertThat(said).isEmpty();
    }

    private static void log(RequestTalk talk, LogLevel level) {
        talk.log(level, "test", StringNode.valueOf("text"));
    }

    private RequestTalk talk(String params) {
        return new RequestTalk(this::hear, pause -> {}, call, json(params), Optional.of(LogLevel.WARNING));
    }

    private void hear(byte[] message) {
        said.add(Json.mapper().readTree(message));
    }
}
