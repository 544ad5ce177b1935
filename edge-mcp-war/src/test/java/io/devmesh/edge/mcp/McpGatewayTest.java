package io.devmesh.edge.mcp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.devmesh.edge.admission.OpenAdmission;
import io.devmesh.edge.jsonrpc.JsonRpcError;
import io.devmesh.edge.jsonrpc.JsonRpcErrorCode;
import io.devmesh.edge.jsonrpc.JsonRpcMessage;
import io.devmesh.edge.jsonrpc.JsonRpcReply;
import io.devmesh.shared.json.Json;
import java.util.List;
import org.junit.jupiter.api.Test;

class McpGatewayTest {
    private final FakeEra era = new FakeEra();
    private final McpGateway gateway = new McpGateway(List.of(era), new SilentMetrics(), OpenAdmission.create());

    @Test
    void answersABatchInOneArrayWhereTheRevisionHasBatches() {
        era.batchSize = 2;

        McpReply reply =
                handle("[{'jsonrpc':'2.0','id':1,'method':'ping'},{'jsonrpc':'2.0','method':'notifications/x'}]");

        assertThat(reply)
                .isInstanceOfSatisfying(
                        McpReply.Batch.class,
                        batch -> assertThat(batch.messages()).hasSize(1));
    }

    @Test
    void refusesABatchElsewhereAndOneThatIsTooLong() {
        String one = "{'jsonrpc':'2.0','id':1,'method':'ping'}";

        assertThat(error(handle("[" + one + "]"))).isEqualTo(JsonRpcErrorCode.INVALID_REQUEST);
        era.batchSize = 1;
        assertThat(error(handle("[" + one + "," + one + "]"))).isEqualTo(JsonRpcErrorCode.INVALID_REQUEST);
    }

    private McpReply handle(String message) {
        return gateway.handle(
                Messages.sender(Messages.headers(null, null, null)),
                message.replace('\'', '"').getBytes(UTF_8));
    }

    private static JsonRpcErrorCode error(McpReply reply) {
        return Messages.error(reply).code();
    }

    private static final class FakeEra implements ProtocolEra {
        private int batchSize;

        @Override
        public ProtocolVersion.Era era() {
            return ProtocolVersion.Era.SESSION;
        }

        @Override
        public McpReply handle(Sender sender, JsonRpcMessage.Request request) {
            return McpReply.Answer.of(
                    new JsonRpcReply.Success(request.id(), Json.mapper().createObjectNode()), 200);
        }

        @Override
        public McpReply take(Sender sender, JsonRpcMessage.Notification notification) {
            return McpReply.Silent.accepted();
        }

        @Override
        public McpReply take(Sender sender, JsonRpcMessage.Response response) {
            return McpReply.Silent.accepted();
        }

        @Override
        public McpReply listen(Sender sender) {
            return new McpReply.Silent(405);
        }

        @Override
        public McpReply end(Sender sender) {
            return new McpReply.Silent(405);
        }

        @Override
        public int batchSize(Sender sender) {
            return batchSize;
        }

        @Override
        public JsonRpcError inOwnWords(JsonRpcError error) {
            return error;
        }

        @Override
        public int httpStatus(JsonRpcErrorCode code) {
            return 400;
        }
    }

    private static final class SilentMetrics extends McpMetrics {
        @Override
        void record(JsonRpcMessage.Request request, McpReply.Answer answer, long start) {}
    }
}
