package io.devmesh.tools.tenant;

import io.devmesh.shared.tenant.Grants;
import io.devmesh.tools.command.CommandFailedException;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** What a key may do, as options. */
final class GrantOptions {
    @Option(
            names = "--scope",
            paramLabel = "SCOPE",
            split = ",",
            description =
                    "events:read, events:replay, tools:call:PATTERN (tools:call:event_*, for example), admin"
                            + " (everything of its tenant) or platform (everything of all). Again for more; events:read unless set.")
    private List<String> scopes = new ArrayList<>();

    @Option(
            names = "--tool",
            paramLabel = "PATTERN",
            split = ",",
            description = "The only tools that the key is offered, to keep its list short. Again for more; all that its"
                    + " scopes allow unless set.")
    private List<String> toolset = new ArrayList<>();

    Grants grants() {
        try {
            return Grants.parse(scopes.isEmpty() ? Grants.USUAL.wires() : scopes, toolset);
        } catch (IllegalArgumentException wrong) {
            throw new CommandFailedException(wrong.getMessage());
        }
    }
}
