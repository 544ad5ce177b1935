package io.devmesh.worker.process.github;

import static io.devmesh.worker.process.github.Deliveries.JSON;
import static io.devmesh.worker.process.github.Deliveries.known;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.devmesh.shared.event.NormalizedEvent;
import io.devmesh.shared.source.Provider;
import io.devmesh.worker.process.Normalization;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class GithubNormalizerTest {
    private static final Set<String> DOCUMENTED = Set.of("""
            branch_protection_configuration branch_protection_rule check_run check_suite code_scanning_alert
            commit_comment create custom_property custom_property_values delete dependabot_alert deploy_key deployment
            deployment_protection_rule deployment_review deployment_status discussion discussion_comment fork
            github_app_authorization gollum installation installation_repositories installation_target issue_comment
            issue_dependencies issue_relates_to issues label marketplace_purchase member membership merge_group meta
            milestone organization org_block package page_build personal_access_token_request ping project project_card
            project_column projects_v2 projects_v2_item projects_v2_status_update public pull_request
            pull_request_review pull_request_review_comment pull_request_review_thread push registry_package release
            repository repository_advisory repository_dispatch repository_import repository_ruleset
            repository_vulnerability_alert secret_scanning_alert secret_scanning_alert_location secret_scanning_scan
            security_advisory security_and_analysis sponsorship star status sub_issues team team_add watch
            workflow_dispatch workflow_job workflow_run""".split("\\s+"));

    static Set<String> documented() {
        return DOCUMENTED;
    }

    @ParameterizedTest
    @MethodSource("documented")
    void knowsEveryDocumentedEvent(String name) {
        NormalizedEvent event = known(name + ".renamed", """
                {"action": "renamed", "sender": {"login": "ada"},
                 "repository": {"full_name": "acme/site", "html_url": "https://git.test/acme/site"}}""");

        assertThat(event.repository()).contains("acme/site");
        assertThat(event.actor()).contains("ada");
        assertThat(event.action()).contains("renamed");
        assertThat(event.url()).contains("https://git.test/acme/site");
    }

    @Test
    void theTableHoldsNothingElse() {
        assertThat(GithubEvents.RULES).containsOnlyKeys(DOCUMENTED);
    }

    @Test
    void isForGithub() {
        assertThat(new GithubNormalizer().provider()).isEqualTo(Provider.GITHUB);
    }

    @Test
    void readsAPullRequest() {
        assertThat(known("pull_request.opened", """
                {"action": "opened", "sender": {"login": "ada"}, "repository": {"full_name": "acme/site"},
                 "pull_request": {"number": 12, "title": "Add a page", "html_url": "https://git.test/acme/site/pull/12",
                                  "created_at": "2024-05-01T10:00:00Z"}}"""))
                .isEqualTo(new NormalizedEvent(
                        Optional.of("acme/site"),
                        Optional.of("ada"),
                        Optional.of("#12"),
                        Optional.of("Add a page"),
                        Optional.of("opened"),
                        Optional.of("https://git.test/acme/site/pull/12"),
                        Optional.of(Instant.parse("2024-05-01T10:00:00Z"))));
    }

    @Test
    void readsAPush() {
        NormalizedEvent event = known("push", """
                {"ref": "refs/heads/main", "compare": "https://git.test/acme/site/compare/a...b",
                 "repository": {"full_name": "acme/site", "pushed_at": 1714557600}, "pusher": {"name": "ada"},
                 "head_commit": {"message": "\\n Add a page\\r\\n\\nAnd more.",
                                 "timestamp": "2024-05-01T12:00:00+02:00"}}""");

        assertThat(event.actor()).contains("ada");
        assertThat(event.ref()).contains("refs/heads/main");
        assertThat(event.subject()).contains("Add a page");
        assertThat(event.action()).isEmpty();
        assertThat(event.url()).contains("https://git.test/acme/site/compare/a...b");
        assertThat(event.occurredAt()).contains(Instant.parse("2024-05-01T10:00:00Z"));
    }

    @Test
    void namesTheBranchThatAPushDeleted() {
        assertThat(known("push", "{\"ref\": \"refs/heads/old\", \"head_commit\": null}")
                        .subject())
                .contains("refs/heads/old");
    }

    @ParameterizedTest
    @CsvSource({
        "create, branch, refs/heads/a/b",
        "create, tag, refs/tags/a/b",
        "delete, branch, refs/heads/a/b",
        "create, repository,",
    })
    void qualifiesWhatWasCreatedOrDeleted(String type, String kind, String expected) {
        NormalizedEvent event =
                known(type, "{\"ref\": \"a/b\", \"ref_type\": \"%s\", \"repository\": {}}".formatted(kind));

        assertThat(event.ref()).isEqualTo(Optional.ofNullable(expected));
        assertThat(event.subject()).contains(kind + " a/b");
    }

    @Test
    void doesNotQualifyAFullRefTwice() {
        assertThat(known("workflow_dispatch", "{\"ref\": \"refs/heads/main\"}").ref())
                .contains("refs/heads/main");
        assertThat(known("workflow_dispatch", "{\"ref\": \"main\"}").ref()).contains("refs/heads/main");
        assertThat(known("release.edited", "{\"release\": {\"tag_name\": \"v1\"}}")
                        .ref())
                .contains("refs/tags/v1");
    }

    @Test
    void leavesTheRefOfADeploymentAsItIs() {
        assertThat(known("deployment.created", "{\"deployment\": {\"ref\": \"6113728f\"}}")
                        .ref())
                .contains("6113728f");
    }

    @Test
    void namesTheBranchOfAStatusOnlyWhereItIsTheOnlyOne() {
        assertThat(known("status", "{\"branches\": [{\"name\": \"main\"}]}").ref())
                .contains("refs/heads/main");
        assertThat(known("status", "{\"branches\": [{\"name\": \"main\"}, {\"name\": \"old\"}]}")
                        .ref())
                .isEmpty();
        assertThat(known("status", "{\"branches\": []}").ref()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "workflow_run.completed, `\"name\": \"build\", \"conclusion\": \"failure\"`, build: failure",
                "workflow_run.requested, `\"name\": \"build\", \"conclusion\": null, \"status\": \"queued\"`, build:"
                        + " queued",
                "workflow_run.requested, `\"name\": \"\", \"status\": \"queued\"`, queued",
                "workflow_run.requested, `\"name\": \"build\"`, build",
            })
    void saysHowAWorkflowStands(String type, String properties, String expected) {
        assertThat(known(type, "{\"workflow_run\": {%s}}".formatted(properties)).subject())
                .contains(expected);
    }

    @Test
    void takesTheTagOfAReleaseWithoutAName() {
        assertThat(known("release.published", "{\"release\": {\"name\": null, \"tag_name\": \"v1\"}}")
                        .subject())
                .contains("v1");
    }

    @Test
    void leavesOutWhatIsNotText() {
        NormalizedEvent event = known("issues.opened", """
                {"action": {"a": 1}, "repository": {"full_name": ["acme/site"]}, "sender": "ada",
                 "issue": {"number": 1.5, "title": true, "html_url": {}, "created_at": []}}""");

        assertThat(event).isEqualTo(nothing());
    }

    @Test
    void organizationsComeWithoutARepository() {
        NormalizedEvent event = known("organization.member_added", """
                {"action": "member_added", "membership": {"user": {"login": "bob"}},
                 "organization": {"login": "acme", "url": "https://api.github.com/orgs/acme"}}""");

        assertThat(event.repository()).isEmpty();
        assertThat(event.subject()).contains("bob");
        assertThat(event.url()).contains("https://github.com/acme");
    }

    @Test
    void findsThePageOfAnOrganizationOnAnOwnServer() {
        NormalizedEvent event = known("team.created", """
                {"organization": {"url": "https://git.acme.test/api/v3/orgs/acme"}}""");

        assertThat(event.url()).contains("https://git.acme.test/acme");
    }

    @Test
    void givesOnlyPagesThatABrowserMayOpen() {
        NormalizedEvent event = known("status", """
                {"target_url": "javascript:alert(1)",
                 "commit": {"html_url": "https://git.test/acme/site/commit/6113728f"}}""");

        assertThat(event.url()).contains("https://git.test/acme/site/commit/6113728f");
    }

    @Test
    void readsWhatItCanOfAnUnknownEvent() {
        String json = """
                {"action": "changed", "sender": {"login": "ada"}, "repository": {"full_name": "acme/site"},
                 "moon_phase": {"name": "Full", "html_url": "https://git.test/moon",
                                "updated_at": "2024-05-01T10:00:00Z"}}""";

        assertThat(Deliveries.normalize("moon_phase.changed", JSON, json.getBytes(UTF_8)))
                .isEqualTo(new Normalization.Unknown(new NormalizedEvent(
                        Optional.of("acme/site"),
                        Optional.of("ada"),
                        Optional.empty(),
                        Optional.of("Full"),
                        Optional.of("changed"),
                        Optional.of("https://git.test/moon"),
                        Optional.of(Instant.parse("2024-05-01T10:00:00Z")))));
    }

    @ParameterizedTest
    @CsvSource({"''", "'.'", "'~/~2'", "'/0'", "'\u0000'"})
    void anyTextMayBeTheNameOfAnUnknownEvent(String type) {
        assertThat(Deliveries.normalize(type, JSON, "{}".getBytes(UTF_8)))
                .isEqualTo(new Normalization.Unknown(nothing()));
    }

    private static NormalizedEvent nothing() {
        return new NormalizedEvent(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }
}
