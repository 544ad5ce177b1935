package io.devmesh.benchmark.server;

import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * Reads a body and writes an answer that is always the same: the least that a call over HTTP can cost on this server. The
 * answer is what was PUT last, so that it has the size of the answer that it is compared with.
 */
@WebServlet(urlPatterns = "/bare", loadOnStartup = 1)
public class BareServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    private transient volatile byte[] answer = {};

    @Override
    protected void doPut(HttpServletRequest request, HttpServletResponse response) throws IOException {
        answer = request.getInputStream().readAllBytes();
        response.setStatus(HttpServletResponse.SC_NO_CONTENT);
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        byte[] bytes = answer;
        request.getInputStream().readNBytes(request.getContentLength());
        response.setContentType("application/json");
        response.setContentLength(bytes.length);
        response.getOutputStream().write(bytes);
    }
}
