package io.devmesh.worker.process.github;

import static io.devmesh.worker.process.github.Deliveries.known;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MomentsTest {
    private static final String PULL_REQUEST = """
            {"action": "%s",
             "pull_request": {"created_at": "2024-05-01T10:00:00Z", "updated_at": "2024-05-03T10:00:00Z",
                              "closed_at": "2024-05-02T10:00:00Z", "merged_at": %s}}""";

    @Test
    void takesTheMergeMomentOfAMergedPullRequest() {
        assertThat(at("pull_request.closed", PULL_REQUEST.formatted("closed", "\"2024-05-02T09:59:59Z\"")))
                .contains(Instant.parse("2024-05-02T09:59:59Z"));
    }

    @ParameterizedTest
    @CsvSource({
        "opened, 2024-05-01T10:00:00Z",
        "closed, 2024-05-02T10:00:00Z",
        "reopened, 2024-05-03T10:00:00Z",
        "labeled, 2024-05-03T10:00:00Z",
        "edited, 2024-05-03T10:00:00Z",
    })
    void takesTheMomentThatTheActionNames(String action, Instant expected) {
        assertThat(at("pull_request." + action, PULL_REQUEST.formatted(action, "null")))
                .contains(expected);
    }

    @Test
    void aDeletedCommentWasDeletedWhenItsIssueChanged() {
        Optional<Instant> moment = at("issue_comment.deleted", """
                {"action": "deleted", "issue": {"updated_at": "2024-05-02T10:00:00Z"},
                 "comment": {"created_at": "2024-04-01T10:00:00Z", "updated_at": "2024-04-01T10:00:00Z"}}""");

        assertThat(moment).contains(Instant.parse("2024-05-02T10:00:00Z"));
    }

    @Test
    void anEditedCommentWasEditedWhenItSaysSo() {
        Optional<Instant> moment = at("issue_comment.edited", """
                {"action": "edited", "issue": {"updated_at": "2024-05-02T10:00:00Z"},
                 "comment": {"created_at": "2024-04-01T10:00:00Z", "updated_at": "2024-04-02T10:00:00Z"}}""");

        assertThat(moment).contains(Instant.parse("2024-04-02T10:00:00Z"));
    }

    @Test
    void takesThePublicationOfARelease() {
        Optional<Instant> moment = at("release.created", """
                {"action": "created",
                 "release": {"created_at": "2024-01-01T10:00:00Z", "published_at": "2024-05-02T10:00:00Z"}}""");

        assertThat(moment).contains(Instant.parse("2024-05-02T10:00:00Z"));
    }

    @Test
    void takesTheStarAndWithoutOneTheLastChangeOfTheRepository() {
        String star = """
                {"action": "created", "starred_at": %s,
                 "repository": {"created_at": "2020-01-01T00:00:00Z", "updated_at": "2024-05-02T10:00:00Z"}}""";

        assertThat(at("star.created", star.formatted("\"2024-05-02T09:00:00Z\"")))
                .contains(Instant.parse("2024-05-02T09:00:00Z"));
        assertThat(at("star.deleted", star.formatted("null"))).contains(Instant.parse("2024-05-02T10:00:00Z"));
    }

    @Test
    void takesTheLastPushWhereThereIsNoHeadCommit() {
        assertThat(at("push", "{\"head_commit\": null, \"repository\": {\"pushed_at\": 1714644000}}"))
                .contains(Instant.parse("2024-05-02T10:00:00Z"));
    }

    @Test
    void anOpenedMilestoneWasOpenedAgain() {
        Optional<Instant> moment = at("milestone.opened", """
                {"action": "opened",
                 "milestone": {"created_at": "2024-01-01T10:00:00Z", "updated_at": "2024-05-02T10:00:00Z"}}""");

        assertThat(moment).contains(Instant.parse("2024-05-02T10:00:00Z"));
    }

    @Test
    void doesNotTakeTheFutureForWhatIsPlanned() {
        String purchase = "{\"action\": \"%s\", \"effective_date\": \"2024-05-02T10:00:00+00:00\"}";

        assertThat(at("marketplace_purchase.purchased", purchase.formatted("purchased")))
                .contains(Instant.parse("2024-05-02T10:00:00Z"));
        assertThat(at("marketplace_purchase.pending_change", purchase.formatted("pending_change")))
                .isEmpty();
    }

    @Test
    void takesTheNextBestWhereATimestampIsMalformed() {
        Optional<Instant> moment = at("issues.closed", """
                {"action": "closed", "issue": {"closed_at": "yesterday", "updated_at": "2024-05-02T10:00:00Z"}}""");

        assertThat(moment).contains(Instant.parse("2024-05-02T10:00:00Z"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"2024-05-02T10:00:00Z\"",
                "\"2024-05-02T10:00:00.000Z\"",
                "\"2024-05-02T06:00:00.000-04:00\"",
                "1714644000",
            })
    void readsEveryFormThatGithubWrites(String timestamp) {
        assertThat(at("issues.edited", "{\"issue\": {\"updated_at\": " + timestamp + "}}"))
                .contains(Instant.parse("2024-05-02T10:00:00Z"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "true",
                "{}",
                "\"\"",
                "\"2024-05-02\"",
                "\"2024-05-02 10:00:00\"",
                "\"2024-02-31T10:00:00Z\"",
                "\"2024-05-02T10:00:00Z\\u0000\"",
                "\"0001-01-01T00:00:00Z\"",
                "\"+10000-01-01T00:00:00Z\"",
                "-1",
                "1714644000.5",
                "1e300",
                "1e999999999",
                "253402300800000",
                "9223372036854775807",
                "9223372036854775808",
            })
    void leavesOutWhatIsNoTimestamp(String timestamp) {
        assertThat(at("issues.edited", "{\"issue\": {\"updated_at\": " + timestamp + "}}"))
                .isEmpty();
    }

    private static Optional<Instant> at(String type, String json) {
        return known(type, json).occurredAt();
    }
}
