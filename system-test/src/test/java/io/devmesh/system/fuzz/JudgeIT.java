package io.devmesh.system.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.devmesh.system.NeedsProgram;
import io.devmesh.system.fuzz.Exchange.End;
import io.devmesh.system.fuzz.Shot.Framing;
import io.devmesh.system.npm.NpmTools;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where the judge finds nothing, nothing is wrong: it finds each thing that must not come back. */
@NeedsProgram("npm")
class JudgeIT {
    private static final String REQUEST = "{'jsonrpc':'2.0','id':1,'method':'tools/list'}";
    private static final String GOOD =
            "{'jsonrpc':'2.0','id':1,'result':{'tools':[{'name':'a','inputSchema':{'type':'object'}}]}}";
    private static final String REFUSAL = "{'jsonrpc':'2.0','id':1,'error':{'code':-32602,'message':'no'}}";

    private final Judge judge = new Judge(NpmTools.installed());

    @ParameterizedTest
    @ValueSource(strings = {"2024-11-05", "2025-03-26", "2025-06-18", "2025-11-25"})
    void letsGoodAnswersPass(String version) {
        assertThat(findings(version, REQUEST, 200, GOOD)).isEmpty();
        assertThat(findings(version, REQUEST, 200, REFUSAL)).isEmpty();
        assertThat(findings(version, "{", 400, "{'jsonrpc':'2.0','error':{'code':-32700,'message':'no'}}"))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 502, 503})
    void findsAStatusOfAServerThatFailed(int status) {
        assertThat(findings("2025-11-25", REQUEST, status, REFUSAL)).contains("status " + status);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "boom\\n\\tat io.example.Tool.call(Tool.java:1)",
                "java.lang.NullPointerException",
                "IllegalStateException: no",
                "io.devmesh.edge.jsonrpc.JsonRpcCodec",
            })
    void findsALookInside(String message) {
        assertThat(findings("2025-11-25", REQUEST, 200, REFUSAL.replace("'no'", "'" + message + "'")))
                .anyMatch(finding -> finding.startsWith("tells of its inside"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "2024-11-05; {'jsonrpc':'2.0','id':1,'result':{'tool':[]}}",
                "2025-03-26; {'jsonrpc':'2.0','id':1,'result':{'tools':[{'name':'a'}]}}",
                "2025-06-18; {'jsonrpc':'2.0','id':1,'error':{'message':'no'}}",
                "2025-11-25; {'id':1,'result':{'tools':[]}}",
                "2026-07-28; {'jsonrpc':'2.0','id':1,'result':{'tools':[]}}",
                "2026-07-28; {'jsonrpc':'2.0','id':1,'error':{'code':-32022,'message':'no'}}",
                "2025-11-25; {'jsonrpc':'2.0','id':1,",
            })
    void findsWhatTheSchemaForbids(String version, String answer) {
        assertThat(findings(version, REQUEST, 200, answer)).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {-32603, -32004})
    void findsAnErrorOfAServerThatFailed(int code) {
        assertThat(findings("2025-11-25", REQUEST, 200, REFUSAL.replace("-32602", Integer.toString(code))))
                .anyMatch(finding -> finding.startsWith("error"));
    }

    @Test
    void findsARequestWithoutItsAnswer() {
        String other = GOOD.replace("'id':1", "'id':2");

        assertThat(findings("2025-11-25", REQUEST, 200, other)).anyMatch(finding -> finding.startsWith("no answer"));
        assertThat(judge.findings(shot("2025-11-25", REQUEST), new Exchange(202, List.of(), "", "", End.COMPLETE)))
                .anyMatch(finding -> finding.startsWith("no answer"));
    }

    @Test
    void findsARequestOfABatchWithoutItsAnswer() {
        String batch = "[" + REQUEST + "," + REQUEST.replace("'id':1", "'id':'b'") + "]";

        assertThat(findings("2025-03-26", batch, 200, "[" + GOOD + "," + REFUSAL.replace("'id':1", "'id':'b'") + "]"))
                .isEmpty();
        assertThat(findings("2025-03-26", batch, 200, "[" + GOOD + "]"))
                .anyMatch(finding -> finding.startsWith("no answer"));
    }

    @Test
    void findsAHangAndADeadConnection() {
        assertThat(judge.findings(shot("2025-11-25", REQUEST), new Exchange(0, List.of(), "", "", End.TIMED_OUT)))
                .anyMatch(finding -> finding.startsWith("hang"));
        assertThat(judge.findings(shot("2025-11-25", REQUEST), new Exchange(0, List.of(), "", "", End.LOST)))
                .contains("dead connection");
    }

    @ParameterizedTest
    @EnumSource(names = {"CUT", "BROKEN"})
    void letsAConnectionEndAfterABrokenFrameButNotHang(Framing framing) {
        Shot broken = shot("2025-11-25", REQUEST, framing);

        assertThat(judge.findings(broken, new Exchange(0, List.of(), "", "", End.LOST)))
                .isEmpty();
        assertThat(judge.findings(broken, new Exchange(0, List.of(), "", "", End.TIMED_OUT)))
                .isNotEmpty();
        assertThat(judge.findings(broken, new Exchange(500, List.of(), "", "", End.COMPLETE)))
                .isNotEmpty();
    }

    private List<String> findings(String version, String sent, int status, String answer) {
        String json = answer.replace('\'', '"');
        return judge.findings(shot(version, sent), new Exchange(status, List.of(json), json, "", End.COMPLETE));
    }

    private static Shot shot(String version, String sent) {
        return shot(version, sent, Framing.WHOLE);
    }

    private static Shot shot(String version, String sent, Framing framing) {
        byte[] body = sent.replace('\'', '"').getBytes(UTF_8);
        return new Shot("test", "clean", "POST", List.of(), body, Reading.of(body), version, framing);
    }
}
