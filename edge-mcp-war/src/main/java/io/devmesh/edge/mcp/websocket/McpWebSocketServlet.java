package io.devmesh.edge.mcp.websocket;

import io.devmesh.edge.auth.Authenticated;
import io.devmesh.edge.http.CallerPlace;
import io.devmesh.edge.http.HeaderValues;
import io.devmesh.edge.http.UrlCredentials;
import io.devmesh.edge.mcp.McpConfig;
import io.devmesh.edge.mcp.McpDoor;
import io.devmesh.edge.mcp.McpReply;
import jakarta.inject.Inject;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.server.ServerContainer;
import jakarta.websocket.server.ServerEndpointConfig;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Checks the API key of the upgrade request, so that a refused caller gets an HTTP 401, and then upgrades. */
@WebServlet(
        urlPatterns = {"/ws", "/mcp/ws"},
        loadOnStartup = 1)
public class McpWebSocketServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;
    private static final String SUBPROTOCOL = "mcp";

    private final transient McpDoor door;
    private final transient McpSockets sockets;

    @Inject
    McpWebSocketServlet(McpDoor door, McpSockets sockets) {
        this.door = door;
        this.sockets = sockets;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
            throws IOException, ServletException {
        Optional<String> leak = UrlCredentials.refusal(request.getQueryString());
        if (leak.isPresent()) {
            response.setStatus(HttpServletResponse.SC_BAD_REQUEST);
            response.setContentType("text/plain");
            response.getWriter().println(leak.get());
            return;
        }
        if (!"websocket".equalsIgnoreCase(request.getHeader("Upgrade"))) {
            response.setHeader("Upgrade", "websocket");
            response.setStatus(426);
            return;
        }
        McpConfig config = sockets.config();
        if (CallerPlace.refusal(request, config.allowedOrigins(), config.allowedHosts())
                .isPresent()) {
            response.setStatus(HttpServletResponse.SC_FORBIDDEN);
            return;
        }
        switch (door.authenticate(
                name -> HeaderValues.of(request, name), request.getRemoteAddr(), CallerPlace.forwardedFor(request))) {
            case McpDoor.Open(Authenticated caller) -> {
                Optional<McpReply.Answer> refusal = door.refusalOfConnection(caller);
                if (refusal.isPresent()) {
                    refuse(response, refusal.get());
                } else {
                    upgrade(caller, request, response);
                }
            }
            case McpDoor.Closed(McpReply.Answer answer) -> refuse(response, answer);
            case McpDoor.Unavailable(McpReply.Answer answer) -> refuse(response, answer);
        }
    }

    private static void refuse(HttpServletResponse response, McpReply.Answer answer) {
        answer.retryAfter().ifPresent(wait -> response.setHeader("Retry-After", Long.toString(wait.toSeconds())));
        answer.challenge().ifPresent(how -> response.setHeader("WWW-Authenticate", how));
        response.setStatus(answer.httpStatus());
    }

    private void upgrade(Authenticated caller, HttpServletRequest request, HttpServletResponse response)
            throws IOException, ServletException {
        ServerContainer container = (ServerContainer) getServletContext().getAttribute(ServerContainer.class.getName());
        McpSocket socket = new McpSocket(door, caller, sockets);
        ServerEndpointConfig endpoint = ServerEndpointConfig.Builder.create(McpSocket.class, request.getServletPath())
                .subprotocols(List.of(SUBPROTOCOL))
                .configurator(new ForOneConnection(socket))
                .build();
        try {
            container.upgradeHttpToWebSocket(request, response, endpoint, Map.of());
        } catch (DeploymentException refused) {
            throw new ServletException("the container refused the upgrade", refused);
        }
    }

    /** Hands the container the socket that already knows its caller. */
    private static final class ForOneConnection extends ServerEndpointConfig.Configurator {
        private final McpSocket socket;

        ForOneConnection(McpSocket socket) {
            this.socket = socket;
        }

        @Override
        public <T> T getEndpointInstance(Class<T> type) {
            return type.cast(socket);
        }
    }
}
