package io.devmesh.benchmark.javapeer;

import io.modelcontextprotocol.server.McpServer;
import io.modelcontextprotocol.server.transport.HttpServletStatelessServerTransport;
import io.modelcontextprotocol.server.transport.HttpServletStreamableServerTransportProvider;
import io.modelcontextprotocol.spec.McpSchema.ServerCapabilities;
import jakarta.servlet.http.HttpServlet;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.startup.Tomcat;

/** The SDK's servlets of today, each with the tool. Protocols 2025-11-25 and older. */
final class TomcatPeer {
    /** Answers with JSON, and knows no sessions. */
    static final String STATELESS = "/stateless";

    /** The same, but with the SDK's default: tools run in threads of their own. */
    static final String DEFAULTS = "/defaults";

    /** Answers with events, and has sessions and streams. */
    static final String STREAMABLE = "/streamable";

    private static final ServerCapabilities CAPABILITIES =
            ServerCapabilities.builder().tools(true).build();

    private final Tomcat tomcat = new Tomcat();

    TomcatPeer(int port) {
        Connector connector = new Connector();
        connector.setPort(port);
        connector.setProperty("address", "127.0.0.1");
        // Tomcat closes a connection after 100 requests, unless told otherwise; the others don't.
        connector.setProperty("maxKeepAliveRequests", "-1");
        tomcat.setConnector(connector);
        tomcat.setBaseDir(System.getProperty("java.io.tmpdir"));
        Context context = tomcat.addContext("", null);
        add(context, STATELESS, stateless(STATELESS, true));
        add(context, DEFAULTS, stateless(DEFAULTS, false));
        add(context, STREAMABLE, streamable());
    }

    void start() {
        try {
            tomcat.start();
        } catch (LifecycleException failure) {
            throw new IllegalStateException(failure);
        }
    }

    void stop() {
        try {
            tomcat.stop();
            tomcat.destroy();
        } catch (LifecycleException failure) {
            throw new IllegalStateException(failure);
        }
    }

    int port() {
        return tomcat.getConnector().getLocalPort();
    }

    private static void add(Context context, String path, HttpServlet servlet) {
        Tomcat.addServlet(context, path, servlet).setAsyncSupported(true);
        context.addServletMapping(path, path);
    }

    /** @param immediate in the thread that has read the request, which is for tools that do not block, and fastest */
    private static HttpServlet stateless(String path, boolean immediate) {
        HttpServletStatelessServerTransport transport = HttpServletStatelessServerTransport.builder()
                .messageEndpoint(path)
                .build();
        McpServer.sync(transport)
                .serverInfo("java-peer", "1")
                .capabilities(CAPABILITIES)
                .toolCall(EchoTool.description(), (context, request) -> EchoTool.call(request))
                .immediateExecution(immediate)
                .build();
        return transport;
    }

    private static HttpServlet streamable() {
        HttpServletStreamableServerTransportProvider transport = HttpServletStreamableServerTransportProvider.builder()
                .mcpEndpoint(STREAMABLE)
                .build();
        McpServer.sync(transport)
                .serverInfo("java-peer", "1")
                .capabilities(CAPABILITIES)
                .toolCall(EchoTool.description(), (exchange, request) -> EchoTool.call(request))
                .immediateExecution(true)
                .build();
        return transport;
    }
}
