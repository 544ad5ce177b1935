package io.devmesh.worker.process.github;

import static io.devmesh.worker.process.github.Rule.about;
import static io.devmesh.worker.process.payload.Field.at;
import static io.devmesh.worker.process.payload.Field.branch;
import static io.devmesh.worker.process.payload.Field.joined;
import static io.devmesh.worker.process.payload.Field.number;
import static io.devmesh.worker.process.payload.Field.page;
import static io.devmesh.worker.process.payload.Field.tag;
import static io.devmesh.worker.process.payload.Field.when;
import static java.util.Map.entry;

import io.devmesh.worker.process.payload.Field;
import java.util.Map;
import java.util.Optional;

/** The rule of each event, by the name that comes in {@code X-GitHub-Event}; in alphabetical order. */
final class GithubEvents {
    static final Map<String, Rule> RULES = Map.ofEntries(
            entry("branch_protection_configuration", about().subject("/repository/full_name")),
            entry("branch_protection_rule", about("/rule").subject("/rule/name")),
            entry(
                    "check_run",
                    run("/check_run", "/check_run/check_suite").subject(outcome("/check_run", "/check_run/name"))),
            entry("check_suite", run("/check_suite").subject(outcome("/check_suite", "/check_suite/app/name"))),
            entry("code_scanning_alert", ofCodeScanning()),
            entry("commit_comment", about("/comment").subject("/comment/body")),
            entry("create", ofRef()),
            entry("custom_property", about("/definition").subject("/definition/property_name")),
            entry("custom_property_values", about().subject("/new_property_values/0/property_name")),
            entry("delete", ofRef()),
            entry("dependabot_alert", about("/alert").subject("/alert/security_advisory/summary")),
            entry("deploy_key", about("/key").subject("/key/title")),
            entry("deployment", ofDeployment("/deployment").subject("/deployment/environment")),
            entry("deployment_protection_rule", ofDeployment("/deployment").subject("/environment")),
            entry("deployment_review", ofDeploymentReview()),
            entry("deployment_status", ofDeploymentStatus()),
            entry("discussion", ofDiscussion("/discussion")),
            entry("discussion_comment", ofDiscussion("/comment", "/discussion")),
            entry("fork", about("/forkee").subject("/forkee/full_name").moment("/forkee/created_at")),
            entry("github_app_authorization", about().subject("/sender/login")),
            entry("gollum", about("/pages/0").subject("/pages/0/title", "/pages/0/page_name")),
            entry("installation", about("/installation").subject("/installation/account/login")),
            entry("installation_repositories", ofInstallationRepositories()),
            entry("installation_target", about("/account").subject("/account/login", "/account/slug")),
            entry("issue_comment", ofIssue("/comment", "/issue")),
            entry("issue_dependencies", ofRelation("blocked_by", "/blocked_issue", "/blocking_issue")),
            entry("issue_relates_to", ofIssue("/issue", "/related_issue")),
            entry("issues", ofIssue("/issue")),
            entry("label", about("/label").subject("/label/name")),
            entry("marketplace_purchase", about("").subject("/marketplace_purchase/plan/name")),
            entry("member", about("/member").subject("/member/login")),
            entry("membership", about("/team").subject(joined(": ", at("/team/name"), at("/member/login")))),
            entry("merge_group", ofMergeGroup()),
            entry("meta", about("/hook").subject(joined(": ", at("/hook/type"), at("/hook/name")))),
            entry("milestone", ofMilestone()),
            entry("org_block", about("/blocked_user").subject("/blocked_user/login")),
            entry("organization", ofOrganization()),
            entry("package", ofPackage("/package")),
            entry("page_build", about("/build").subject(joined(": ", at("/build/status"), at("/build/error/message")))),
            entry("personal_access_token_request", ofTokenRequest()),
            entry("ping", about("/hook").subject("/zen")),
            entry("project", about("/project").subject("/project/name")),
            entry("project_card", about("/project_card").subject("/project_card/note")),
            entry("project_column", about("/project_column").subject("/project_column/name")),
            entry("projects_v2", about("/projects_v2").subject("/projects_v2/title")),
            entry("projects_v2_item", about("/projects_v2_item").subject("/projects_v2_item/content_type")),
            entry("projects_v2_status_update", ofProjectStatus()),
            entry("public", ofRepository()),
            entry("pull_request", ofPullRequest("/pull_request")),
            entry("pull_request_review", ofPullRequest("/review", "/pull_request")),
            entry("pull_request_review_comment", ofPullRequest("/comment", "/pull_request")),
            entry("pull_request_review_thread", ofPullRequestThread()),
            entry("push", ofPush()),
            entry("registry_package", ofPackage("/registry_package")),
            entry("release", ofRelease()),
            entry("repository", ofRepository()),
            entry("repository_advisory", about("/repository_advisory").subject("/repository_advisory/summary")),
            entry("repository_dispatch", about().ref(branch("/branch")).subject("/action")),
            entry("repository_import", about().subject("/status")),
            entry("repository_ruleset", ofRuleset()),
            entry("repository_vulnerability_alert", ofVulnerability()),
            entry("secret_scanning_alert", ofSecret("/alert")),
            entry("secret_scanning_alert_location", ofSecret("/location", "/alert")),
            entry("secret_scanning_scan", about("").subject(joined(": ", at("/type"), at("/source")))),
            entry("security_advisory", ofAdvisory()),
            entry("security_and_analysis", about().subject("/repository/full_name")),
            entry("sponsorship", ofSponsorship()),
            entry("star", ofRepository().moment("/starred_at", "/repository/updated_at")),
            entry("status", ofStatus()),
            entry("sub_issues", ofRelation("sub_issue", "/parent_issue", "/sub_issue")),
            entry("team", about("/team").subject("/team/name")),
            entry("team_add", about("/team").subject("/team/name")),
            entry("watch", ofRepository().moment("/repository/updated_at")),
            entry("workflow_dispatch", about().ref(branch("/ref")).subject("/workflow")),
            entry("workflow_job", run("/workflow_job").subject(outcome("/workflow_job", "/workflow_job/name"))),
            entry(
                    "workflow_run",
                    run("/workflow_run").subject(outcome("/workflow_run", "/workflow_run/name", "/workflow/name"))));

    private GithubEvents() {}

    /** A check or a workflow, on the branch of the last of {@code things}. */
    private static Rule run(String... things) {
        return about(things).ref(branch(things[things.length - 1] + "/head_branch"));
    }

    /** {@code build: success}, or {@code build: queued} while there is no conclusion. */
    private static Field outcome(String thing, String... names) {
        return joined(": ", at(names), at(thing + "/conclusion", thing + "/status"));
    }

    /** These come with the bare name of a branch or tag. GitHub has no moment for them, but each is a push. */
    private static Rule ofRef() {
        Field kind = at("/ref_type");
        Map<String, Field> byKind = Map.of("branch", branch("/ref"), "tag", tag("/ref"));
        Field ref = payload -> kind.in(payload).map(byKind::get).flatMap(known -> known.in(payload));
        return about().ref(ref).subject(joined(" ", kind, at("/ref"))).moment("/repository/pushed_at");
    }

    /** Its ref stays as it is: it may be a branch, a tag or a commit. */
    private static Rule ofDeployment(String... things) {
        return about(things).ref(at("/deployment/ref")).url("/workflow_run/html_url");
    }

    private static Rule ofDeploymentStatus() {
        Field subject = joined(": ", at("/deployment_status/environment"), at("/deployment_status/state"));
        return ofDeployment("/deployment_status", "/deployment")
                .subject(subject)
                .url("/deployment_status/log_url", "/deployment_status/target_url");
    }

    private static Rule ofDeploymentReview() {
        return about("", "/workflow_job_run", "/workflow_run")
                .ref(branch("/workflow_run/head_branch"))
                .subject(joined(": ", at("/workflow_run/name"), at("/environment", "/workflow_job_runs/0/environment")))
                .url("/workflow_run/html_url");
    }

    private static Rule ofCodeScanning() {
        return about("/alert")
                .ref(at("/ref", "/alert/most_recent_instance/ref", "/alert/instances/0/ref"))
                .subject("/alert/rule/description");
    }

    private static Rule ofDiscussion(String... things) {
        return about(things).ref(number("/discussion/number")).subject("/discussion/title");
    }

    private static Rule ofInstallationRepositories() {
        return about("/installation").subject("/repositories_added/0/full_name", "/repositories_removed/0/full_name");
    }

    private static Rule ofIssue(String... things) {
        return about(things).ref(number("/issue/number")).subject("/issue/title");
    }

    /** Two issues, maybe of two repositories: {@code own} is of the event's if the action begins so. */
    private static Rule ofRelation(String action, String own, String other) {
        return about(own, other)
                .ref(when(action, number(own + "/number"), number(other + "/number")))
                .subject(when(action, at(own + "/title"), at(other + "/title")))
                .url(when(action, page(own + "/html_url"), page(other + "/html_url")));
    }

    private static Rule ofMergeGroup() {
        return about().ref(branch("/merge_group/head_ref"))
                .subject("/merge_group/head_commit/message")
                .moment("/merge_group/head_commit/timestamp");
    }

    /** Here {@code opened} means opened again. */
    private static Rule ofMilestone() {
        return about("/milestone").subject("/milestone/title").moment("/milestone/updated_at");
    }

    private static Rule ofOrganization() {
        return about("/invitation").subject("/membership/user/login", "/user/login", "/organization/login");
    }

    private static Rule ofPackage(String thing) {
        String version = thing + "/package_version";
        Field label = at(version + "/container_metadata/tag/name", version + "/version");
        return about(version, thing).subject(joined(": ", at(thing + "/name"), label));
    }

    private static Rule ofTokenRequest() {
        return about("/personal_access_token_request").subject("/personal_access_token_request/token_name");
    }

    private static Rule ofProjectStatus() {
        String thing = "/projects_v2_status_update";
        return about(thing).subject(joined(": ", at(thing + "/status"), at(thing + "/body")));
    }

    private static Rule ofPullRequest(String... things) {
        return about(things).ref(number("/pull_request/number")).subject("/pull_request/title");
    }

    private static Rule ofPullRequestThread() {
        return ofPullRequest("", "/pull_request").url("/thread/comments/0/html_url");
    }

    /** A deleted branch has no head commit. */
    private static Rule ofPush() {
        return about().ref(at("/ref"))
                .subject("/head_commit/message", "/ref")
                .url("/compare")
                .moment("/head_commit/timestamp", "/repository/pushed_at");
    }

    private static Rule ofRelease() {
        return about("/release").ref(tag("/release/tag_name")).subject("/release/name", "/release/tag_name");
    }

    private static Rule ofRepository() {
        return about("/repository").subject("/repository/full_name");
    }

    private static Rule ofRuleset() {
        return about("/repository_ruleset")
                .subject("/repository_ruleset/name")
                .url("/repository_ruleset/_links/html/href");
    }

    private static Rule ofVulnerability() {
        Field subject = joined(": ", at("/alert/affected_package_name"), at("/alert/external_identifier"));
        return about("/alert").subject(subject).url("/alert/external_reference");
    }

    private static Rule ofSecret(String... things) {
        return about(things).subject("/alert/secret_type_display_name", "/alert/secret_type");
    }

    private static Rule ofAdvisory() {
        Field page = at("/security_advisory/ghsa_id").map("https://github.com/advisories/"::concat);
        return about("/security_advisory").subject("/security_advisory/summary").url(page);
    }

    private static Rule ofSponsorship() {
        return about("/sponsorship")
                .subject(joined(": ", at("/sponsorship/sponsorable/login"), at("/sponsorship/tier/name")))
                .url("/sponsorship/sponsorable/html_url");
    }

    /** It belongs to a commit, which may be on many branches. */
    private static Rule ofStatus() {
        Field first = branch("/branches/0/name");
        Field second = at("/branches/1/name");
        Field only = payload -> second.in(payload).isPresent() ? Optional.empty() : first.in(payload);
        return about("")
                .ref(only)
                .subject(joined(": ", at("/context"), at("/state")))
                .url("/target_url", "/commit/html_url");
    }
}
