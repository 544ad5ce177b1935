package io.devmesh.edge.mcp.websocket;

import static java.lang.System.Logger.Level.DEBUG;

import io.devmesh.edge.auth.Authenticated;
import io.devmesh.edge.jsonrpc.JsonRpcCodec;
import io.devmesh.edge.mcp.McpDoor;
import io.devmesh.edge.mcp.McpHeaders;
import io.devmesh.edge.mcp.McpReply;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.MessageHandler;
import jakarta.websocket.Session;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** One connection. The container hands in one text message at a time, so answers go out in the order of the questions. */
final class McpSocket extends Endpoint {
    private static final System.Logger LOG = System.getLogger(McpSocket.class.getName());

    private final McpDoor door;
    private final Authenticated caller;
    private final int maxMessage;

    McpSocket(McpDoor door, Authenticated caller, int maxMessage) {
        this.door = door;
        this.caller = caller;
        this.maxMessage = maxMessage;
    }

    @Override
    public void onOpen(Session session, EndpointConfig config) {
        session.setMaxTextMessageBufferSize(maxMessage);
        session.addMessageHandler(String.class, (MessageHandler.Whole<String>) text -> answer(session, text));
    }

    private void answer(Session session, String text) {
        switch (door.handle(caller, text.getBytes(StandardCharsets.UTF_8), McpHeaders.none())) {
            case McpReply.Answer answer -> {
                try {
                    session.getBasicRemote()
                            .sendText(new String(JsonRpcCodec.encode(answer.message()), StandardCharsets.UTF_8));
                } catch (IOException gone) {
                    LOG.log(DEBUG, "The peer is gone", gone);
                }
            }
            case McpReply.Accepted accepted -> {}
        }
    }
}
