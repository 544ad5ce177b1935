package io.devmesh.edge.jsonrpc;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.devmesh.shared.json.Json;
import java.math.BigInteger;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonRpcCodecTest {
    @Test
    void readsARequestWithATextId() {
        assertThat(message("{'jsonrpc':'2.0','id':'a','method':'ping'}"))
                .isEqualTo(new JsonRpcMessage.Request(
                        new RequestId.Text("a"), "ping", Json.mapper().createObjectNode()));
    }

    @Test
    void keepsLargeNumericIdsExact() {
        assertThat(message("{'jsonrpc':'2.0','id':123456789012345678901234567890,'method':'ping'}"))
                .isInstanceOfSatisfying(
                        JsonRpcMessage.Request.class,
                        request -> assertThat(request.id())
                                .isEqualTo(new RequestId.Whole(new BigInteger("123456789012345678901234567890"))));
    }

    @Test
    void readsANotification() {
        assertThat(message("{'jsonrpc':'2.0','method':'notifications/initialized','params':{'a':1}}"))
                .isInstanceOf(JsonRpcMessage.Notification.class);
    }

    @Test
    void readsAResponse() {
        assertThat(message("{'jsonrpc':'2.0','id':1,'result':{}}")).isInstanceOf(JsonRpcMessage.Response.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "nonsense", "{} {}", "{'a':1,'a':2}", "\u0000", "{'a':01}"})
    void answersAParseErrorToWhatIsNotOneJsonValue(String text) {
        assertThat(error(text).error().code()).isEqualTo(JsonRpcErrorCode.PARSE_ERROR);
    }

    @Test
    void answersAParseErrorToAnAbyss() {
        assertThat(error("[".repeat(100_000)).error().code()).isEqualTo(JsonRpcErrorCode.PARSE_ERROR);
    }

    @Test
    void readsArgumentsOfSomeDepthAndSaysWhichIsTooMuch() {
        assertThat(parse(nested(200))).isInstanceOf(Parsed.Message.class);

        assertThat(error(nested(201)).error().code()).isEqualTo(JsonRpcErrorCode.PARSE_ERROR);
        assertThat(error(nested(201)).error().message()).contains("200 levels");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[]",
                "1",
                "null",
                "'text'",
                "{}",
                "{'jsonrpc':'1.0','id':1,'method':'ping'}",
                "{'jsonrpc':2.0,'id':1,'method':'ping'}",
                "{'jsonrpc':'2.0','id':1}",
                "{'jsonrpc':'2.0','id':1,'method':7}",
                "{'jsonrpc':'2.0','id':null,'method':'ping'}",
                "{'jsonrpc':'2.0','id':1.5,'method':'ping'}",
                "{'jsonrpc':'2.0','id':{},'method':'ping'}"
            },
            quoteCharacter = '"')
    void answersAnInvalidRequestToWhatIsNoMessage(String text) {
        assertThat(error(text).error().code()).isEqualTo(JsonRpcErrorCode.INVALID_REQUEST);
    }

    @Test
    void namesTheRequestWhoseParamsAreMalformed() {
        JsonRpcReply.Failure failure = error("{'jsonrpc':'2.0','id':7,'method':'ping','params':[1]}");

        assertThat(failure.error().code()).isEqualTo(JsonRpcErrorCode.INVALID_PARAMS);
        assertThat(failure.id()).contains(new RequestId.Whole(BigInteger.valueOf(7)));
    }

    @Test
    void writesAResultWithTheIdAsItCame() {
        assertThat(encode(new JsonRpcReply.Success(
                        new RequestId.Text("a"), Json.mapper().createObjectNode())))
                .isEqualTo("{\"jsonrpc\":\"2.0\",\"id\":\"a\",\"result\":{}}");
    }

    @Test
    void leavesOutAnIdThatItCouldNotRead() {
        assertThat(encode(new JsonRpcReply.Failure(
                        Optional.empty(), JsonRpcError.of(JsonRpcErrorCode.PARSE_ERROR, "no"))))
                .isEqualTo("{\"jsonrpc\":\"2.0\",\"error\":{\"code\":-32700,\"message\":\"no\"}}");
    }

    /** A call whose message has that many objects in each other. */
    private static String nested(int depth) {
        int ofArguments = depth - 2;
        return "{'jsonrpc':'2.0','id':1,'method':'tools/call','params':{'arguments':" + "{'a':".repeat(ofArguments - 1)
                + "{}" + "}".repeat(ofArguments - 1) + "}}";
    }

    private static String encode(JsonRpcReply reply) {
        return new String(JsonRpcCodec.encode(reply), UTF_8);
    }

    private static JsonRpcMessage message(String text) {
        return ((Parsed.Message) parse(text)).message();
    }

    private static JsonRpcReply.Failure error(String text) {
        return ((Parsed.Malformed) parse(text)).reply();
    }

    private static Parsed parse(String text) {
        return JsonRpcCodec.parse(text.replace('\'', '"').getBytes(UTF_8));
    }
}
