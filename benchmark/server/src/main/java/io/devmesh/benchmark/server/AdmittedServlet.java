package io.devmesh.benchmark.server;

import io.devmesh.edge.admission.Admission;
import io.devmesh.edge.auth.Authenticated;
import io.devmesh.edge.mcp.McpDoor;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * What {@link BareServlet} does, for callers that are known and let in as for a call of the echo tool: it costs more by
 * what authentication and admission cost.
 */
@WebServlet(urlPatterns = "/admitted", loadOnStartup = 1)
public class AdmittedServlet extends BareServlet {
    private static final long serialVersionUID = 1L;

    @Inject
    private transient McpDoor door;

    @Inject
    private transient Admission admission;

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (!(door.authenticate(request::getHeader, request.getRemoteAddr(), null) instanceof McpDoor.Open open)) {
            response.setStatus(HttpServletResponse.SC_UNAUTHORIZED);
            return;
        }
        Authenticated caller = open.caller();
        admission.request(caller);
        admission.call(caller, "echo");
        try (Admission.Place place = admission.enterCall(caller)) {
            super.doPost(request, response);
        }
    }
}
