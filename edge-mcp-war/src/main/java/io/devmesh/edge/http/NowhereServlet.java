package io.devmesh.edge.http;

import static java.nio.charset.StandardCharsets.US_ASCII;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * Answers what is meant for no other servlet, and what the container would answer itself: its pages name classes, and its log
 * would have the path, in which somebody may have put a key.
 */
@WebServlet(urlPatterns = "/", loadOnStartup = 1)
public class NowhereServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        int status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer code
                ? code
                : HttpServletResponse.SC_NOT_FOUND;
        String reason = status == HttpServletResponse.SC_NOT_FOUND ? "There is nothing here" : "The request failed";
        byte[] body = (reason + "\n").getBytes(US_ASCII); // no JSON, which would look like an answer of MCP
        response.setStatus(status);
        response.setContentType("text/plain");
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }
}
