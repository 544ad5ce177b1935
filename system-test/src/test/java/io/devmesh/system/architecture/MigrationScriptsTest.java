package io.devmesh.system.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Expand and contract: what a migration does to what was there lets the version before go on, which runs beside it while replicas are replaced
 * and after a rollback. Takes the scripts by their words, so a change inside of a function or a DO block is up to whoever reviews it.
 */
class MigrationScriptsTest {
    private static final Path SCRIPTS = Path.of("..", "shared-ejb", "src", "main", "resources", "db", "migration");

    /** Scripts after which an older version can't go on, and why that is bearable. */
    private static final Map<String, String> BREAKING = Map.of(
            "V5__event_life.sql",
            "Events move into months. CHANGELOG: all Workers of before are stopped first",
            "V8__secrets.sql",
            "A source's secret may be sealed, which happens with a master key only: docs/webhooks.md says when to set it",
            "V12__targets.sql",
            "The same of a target's secret",
            "V17__row_security.sql",
            "Whoever names no tenant sees nothing. CHANGELOG and docs/operations/upgrade.md: all replicas of before are stopped first");

    /** Each takes something away, gives it another name, refuses what was allowed, or lets in what older readers don't expect. */
    private static final List<Pattern> NARROWING = Stream.of(
                    "DROP (TABLE|VIEW|COLUMN|CONSTRAINT|INDEX|FUNCTION|TRIGGER|TYPE|SCHEMA|DEFAULT|NOT NULL)\\b",
                    "\\bRENAME\\b",
                    "\\bALTER (COLUMN )?[a-z_]+ (SET DATA )?TYPE\\b",
                    "\\bSET NOT NULL\\b",
                    "\\bADD CONSTRAINT\\b",
                    "\\bADD (COLUMN )?(?!CONSTRAINT)[a-z_]+ (?:(?!DEFAULT)[^,])*\\bNOT NULL\\b(?:(?!DEFAULT)[^,])*(,|$)",
                    "\\bREVOKE\\b",
                    "^TRUNCATE\\b",
                    "^DELETE\\b")
            .map(words -> Pattern.compile(words, Pattern.CASE_INSENSITIVE))
            .toList();

    @Test
    void leaveToTheVersionBeforeWhatItNeedsUnlessThatIsSaid() {
        List<String> breaking = scripts()
                .filter(script -> !narrowing(text(script)).isEmpty())
                .map(script -> script.getFileName().toString())
                .toList();

        assertThat(breaking).containsExactlyInAnyOrderElementsOf(BREAKING.keySet());
    }

    /** By the list a start knows without Flyway what there is. */
    @Test
    void areListedEach() throws IOException {
        assertThat(Files.readAllLines(SCRIPTS.resolveSibling("scripts.txt")))
                .containsExactlyInAnyOrderElementsOf(
                        scripts().map(script -> script.getFileName().toString()).toList());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ALTER TABLE event DROP COLUMN body",
                "ALTER TABLE event\n    ADD COLUMN a text,\n    RENAME COLUMN body TO payload",
                "ALTER TABLE event ALTER COLUMN source TYPE uuid USING source::uuid",
                "ALTER TABLE event ALTER ref SET NOT NULL",
                "ALTER TABLE event ADD COLUMN size int NOT NULL",
                "ALTER TABLE event ADD size int NOT NULL, ADD COLUMN b int NOT NULL DEFAULT 0",
                "ALTER TABLE event ADD CONSTRAINT short CHECK (length(ref) < 9)",
                "CREATE UNIQUE INDEX one ON event (ref)",
                "drop table event"
            })
    void areFoundOutWhereTheyTakeSomethingAway(String statement) {
        assertThat(narrowing("-- why\n" + statement + ";\n")).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ALTER TABLE event ADD COLUMN size int NOT NULL DEFAULT 0",
                "ALTER TABLE event ADD COLUMN size int",
                "CREATE TABLE a (id uuid PRIMARY KEY, type text NOT NULL); CREATE UNIQUE INDEX one ON a (type)",
                "CREATE INDEX some ON event (ref)",
                "CREATE FUNCTION f() RETURNS void LANGUAGE plpgsql AS $$ BEGIN DROP TABLE a; END $$",
                "-- DROP TABLE event\nSELECT 1"
            })
    void areLetThroughWhereTheyAdd(String statements) {
        assertThat(narrowing(statements)).isEmpty();
    }

    /** Statements that do so. */
    private static List<String> narrowing(String script) {
        String code = script.replaceAll("--[^\n]*", "").replaceAll("(?s)\\$\\$.*?\\$\\$", "''");
        List<String> statements = Stream.of(code.split(";", -1))
                .map(statement -> statement.replaceAll("\\s+", " ").strip())
                .toList();
        Set<String> made = statements.stream()
                .flatMap(statement -> table(statement).stream())
                .collect(Collectors.toSet());
        return statements.stream().filter(statement -> narrows(statement, made)).toList();
    }

    private static boolean narrows(String statement, Set<String> made) {
        if (statement.matches("(?i)CREATE UNIQUE INDEX .*")) {
            return !made.contains(statement.replaceFirst("(?i).* ON (\\w+).*", "$1"));
        }
        return !statement.matches("(?i)CREATE .*")
                && NARROWING.stream().anyMatch(words -> words.matcher(statement).find());
    }

    /** The one that a statement makes. */
    private static Optional<String> table(String statement) {
        return Pattern.compile("(?i)^CREATE TABLE (\\w+)")
                .matcher(statement)
                .results()
                .map(found -> found.group(1))
                .findFirst();
    }

    private static Stream<Path> scripts() {
        try (Stream<Path> files = Files.list(SCRIPTS)) {
            return files.filter(file -> file.toString().endsWith(".sql")).sorted().toList().stream();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static String text(Path script) {
        try {
            return Files.readString(script);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
