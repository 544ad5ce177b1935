package io.devmesh.edge.mcp.http;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.HttpServletResponse;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class McpServletTest {
    private final List<String> said = new ArrayList<>();

    /** The answer to HEAD has no body, so a stream in its place would never end, and nothing could follow on the connection. */
    @Test
    void beginsNoStreamForHead() {
        new McpServlet(null, null, null).doHead(null, response());

        assertThat(said).containsExactly("setStatus[405]", "setHeader[Allow, GET, POST, DELETE]");
    }

    private HttpServletResponse response() {
        return (HttpServletResponse) Proxy.newProxyInstance(
                McpServletTest.class.getClassLoader(),
                new Class<?>[] {HttpServletResponse.class},
                (proxy, method, arguments) -> {
                    said.add(method.getName() + Arrays.toString(arguments));
                    return null;
                });
    }
}
