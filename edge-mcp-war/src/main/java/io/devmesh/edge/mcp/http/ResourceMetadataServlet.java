package io.devmesh.edge.mcp.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.devmesh.edge.oauth.OAuthConfig;
import io.devmesh.edge.oauth.ResourceMetadata;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;

/** Tells everybody where to get access tokens for this server; 404 where none are taken. */
@WebServlet(
        urlPatterns = {ResourceMetadata.PATH, ResourceMetadata.PATH + "/*"},
        loadOnStartup = 1)
public class ResourceMetadataServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    private final transient Optional<ResourceMetadata> metadata;

    @Inject
    ResourceMetadataServlet(OAuthConfig config) {
        this.metadata = ResourceMetadata.of(config);
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String path = Optional.ofNullable(request.getPathInfo()).orElse("");
        Optional<ResourceMetadata> found = metadata.filter(known -> known.isAt(path));
        if (found.isEmpty()) {
            response.setStatus(HttpServletResponse.SC_NOT_FOUND);
            return;
        }
        byte[] body = found.get().toJson().toString().getBytes(UTF_8);
        response.setContentType(Responses.JSON);
        response.setHeader("Cache-Control", "public, max-age=300");
        // For clients in web pages; there is nothing in it that not everybody may know.
        response.setHeader("Access-Control-Allow-Origin", "*");
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }
}
