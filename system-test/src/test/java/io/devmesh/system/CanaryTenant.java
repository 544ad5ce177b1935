package io.devmesh.system;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * One of two tenants that do the same with the same ids.
 *
 * @param canary is in everything that it says
 * @param foreignCanary is in everything that the other says
 * @param change the tool with which it tells of a change
 * @param foreignChange what only the other's clients are told of
 */
record CanaryTenant(EdgeClient edge, String canary, String foreignCanary, String change, String foreignChange) {
    /** Both tenants deliver under the same ids, what is about the same issue of repositories of their own. */
    void deliver(int number) {
        edge.deliver("issues", "canary-" + number, """
                        {"action": "opened",
                         "issue": {"number": %d, "title": "%s", "html_url": "https://github.com/acme/site/issues/1",
                                   "created_at": "2026-11-23T08:00:00Z"},
                         "repository": {"full_name": "%s"},
                         "sender": {"login": "ada"}}""".formatted(number, canary, repository(canary))
                .getBytes(UTF_8));
    }

    /** Of events: of everybody's own issues, of this tenant's, and of the other's, which tell it nothing. */
    String[] subscriptions() {
        return new String[] {"devmesh://events?type=issues", matching(canary), matching(foreignCanary)};
    }

    String matching(String whose) {
        return "devmesh://events?repository=" + repository(whose);
    }

    private static String repository(String whose) {
        return "acme/" + whose;
    }
}
