package io.devmesh.worker.process.github;

import static io.devmesh.worker.process.github.Deliveries.known;
import static org.assertj.core.api.Assertions.assertThat;

import io.devmesh.shared.event.NormalizedEvent;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The rows of the table that put more than one pointer together, and those of events that are rare. */
class GithubEventsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "check_run | {'check_run': {'name': 'lint', 'status': 'queued'}} | lint: queued",
                "check_suite | {'check_suite': {'app': {'name': 'CI'}, 'conclusion': 'success'}} | CI: success",
                "custom_property | {'definition': {'property_name': 'tier'}} | tier",
                "custom_property_values | {'new_property_values': [{'property_name': 'tier'}]} | tier",
                "deployment_review | {'workflow_run': {'name': 'Ship'}, 'environment': 'live'} | Ship: live",
                "deployment_protection_rule | {'environment': 'live'} | live",
                "deployment_status | {'deployment_status': {'environment': 'live', 'state': 'error'}} | live: error",
                "gollum | {'pages': [{'page_name': 'Home'}]} | Home",
                "installation_repositories | {'repositories_removed': [{'full_name': 'acme/old'}]} | acme/old",
                "installation_target | {'account': {'login': 'acme'}} | acme",
                "issue_dependencies | {'action': 'blocked_by_added', 'blocked_issue': {'title': 'Ship'}} | Ship",
                "membership | {'team': {'name': 'core'}, 'member': {'login': 'bob'}} | core: bob",
                "membership | {'team': {'deleted': true}, 'member': {'login': 'bob'}} | bob",
                "page_build | {'build': {'status': 'built', 'error': {'message': null}}} | built",
                "page_build | {'build': {'status': 'errored', 'error': {'message': 'No index'}}} | errored: No index",
                "package | {'package': {'name': 'site', 'package_version': {'version': '1.0'}}} | site: 1.0",
                "personal_access_token_request | {'personal_access_token_request': {'token_name': 'x'}} | x",
                "projects_v2 | {'projects_v2': {'title': 'Roadmap'}} | Roadmap",
                "projects_v2_status_update | {'projects_v2_status_update': {'status': 'AT_RISK'}} | AT_RISK",
                "registry_package | {'registry_package': {'name': 'site'}} | site",
                "repository_advisory | {'repository_advisory': {'summary': 'Leak'}} | Leak",
                "repository_ruleset | {'repository_ruleset': {'name': 'main only'}} | main only",
                "secret_scanning_alert | {'alert': {'secret_type': 'token', 'secret': 'hunter2'}} | token",
                "secret_scanning_alert_location | {'alert': {'secret_type_display_name': 'A token'}} | A token",
                "secret_scanning_scan | {'type': 'backfill', 'source': 'git'} | backfill: git",
                "sub_issues | {'action': 'sub_issue_added', 'parent_issue': {'title': 'Ship'}} | Ship",
                "sub_issues | {'action': 'parent_issue_added', 'sub_issue': {'title': 'Test'}} | Test",
            })
    void saysInOneLineWhatHappened(String type, String json, String subject) {
        assertThat(known(type, json.replace('\'', '"')).subject()).contains(subject);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "deployment_status | {'deployment_status': {'target_url': 'https://ci.test/1'}} | https://ci.test/1",
                "repository_ruleset | {'repository_ruleset': {'_links': {'html': {'href': 'https://git.test/r'}}}}"
                        + " | https://git.test/r",
                "security_advisory | {'security_advisory': {'ghsa_id': 'GHSA-1'}}"
                        + " | https://github.com/advisories/GHSA-1",
                "repository_vulnerability_alert | {'alert': {'external_reference': 'https://nvd.test/1'}}"
                        + " | https://nvd.test/1",
                "pull_request_review_thread | {'thread': {'comments': [{'html_url': 'https://git.test/c'}]}}"
                        + " | https://git.test/c",
            })
    void leadsToThePage(String type, String json, String url) {
        assertThat(known(type, json.replace('\'', '"')).url()).contains(url);
    }

    @ParameterizedTest
    @CsvSource({
        "issue_dependencies, blocked_by_added, #1",
        "issue_dependencies, blocking_removed, #2",
        "sub_issues, sub_issue_added, #1",
        "sub_issues, parent_issue_removed, #2",
    })
    void takesTheIssueThatIsInTheRepository(String type, String action, String ref) {
        NormalizedEvent event = known(type, """
                {"action": "%s",
                 "blocked_issue": {"number": 1, "html_url": "https://git.test/#1"},
                 "blocking_issue": {"number": 2, "html_url": "https://git.test/#2"},
                 "parent_issue": {"number": 1, "html_url": "https://git.test/#1"},
                 "sub_issue": {"number": 2, "html_url": "https://git.test/#2"}}""".formatted(action));

        assertThat(event.ref()).contains(ref);
        assertThat(event.url()).contains("https://git.test/" + ref);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "check_run | {'check_run': {'check_suite': {'head_branch': 'main'}}} | refs/heads/main",
                "check_suite | {'check_suite': {'head_branch': 'main'}} | refs/heads/main",
                "code_scanning_alert | {'ref': '', 'alert': {'most_recent_instance': {'ref': 'refs/pull/1/merge'}}}"
                        + " | refs/pull/1/merge",
                "discussion_comment | {'discussion': {'number': 3}} | #3",
                "issue_comment | {'issue': {'number': 3}} | #3",
                "merge_group | {'merge_group': {'head_ref': 'refs/heads/queue/1'}} | refs/heads/queue/1",
                "pull_request_review | {'pull_request': {'number': 3}} | #3",
                "repository_dispatch | {'branch': 'main'} | refs/heads/main",
                "workflow_job | {'workflow_job': {'head_branch': 'main'}} | refs/heads/main",
                "workflow_run | {'workflow_run': {'head_branch': 'main'}} | refs/heads/main",
            })
    void namesTheRef(String type, String json, String ref) {
        assertThat(known(type, json.replace('\'', '"')).ref()).contains(ref);
    }
}
