package io.devmesh.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A Redis user as docs/operations/elasticache.md recommends it.
 *
 * @param rule what follows the password in {@code ACL SETUSER}
 */
public record AclRules(String user, String rule) {
    public static final String PASSWORD = "secret-of-the-test";

    private static final Path PAGE = Path.of("..", "docs", "operations", "elasticache.md");
    private static final Pattern SET_USER = Pattern.compile("(?m)^ACL SETUSER (\\S+) on >PASSWORD (.+)$");
    private static final Pattern IN_A_CLUSTER = Pattern.compile("`REDIS_MODE=cluster` also needs `(\\+[a-z|]+)`");
    private static final Pattern FOR_DIAGNOSIS = Pattern.compile("Diagnosis alone may also use `([^`]+)`");

    /** All of the page, by user. */
    public static Map<String, AclRules> ofThePage() {
        return SET_USER.matcher(page())
                .results()
                .map(match -> new AclRules(match.group(1), match.group(2)))
                .collect(Collectors.toMap(AclRules::user, rules -> rules));
    }

    /** Commands that only diagnosis uses, which works without. */
    static List<String> ofDiagnosis() {
        return FOR_DIAGNOSIS
                .matcher(page())
                .results()
                .flatMap(match -> new AclRules("", match.group(1)).commands().stream())
                .toList();
    }

    /** With what a cluster's clients need. */
    AclRules inACluster() {
        String more = IN_A_CLUSTER
                .matcher(page())
                .results()
                .map(match -> match.group(1))
                .findFirst()
                .orElseThrow();
        return new AclRules(user, rule + " " + more);
    }

    /** As in redis.conf. */
    public String line() {
        return "user " + user + " on >" + PASSWORD + " " + rule;
    }

    List<String> commands() {
        return words().filter(word -> word.startsWith("+"))
                .map(word -> word.substring(1))
                .toList();
    }

    AclRules without(String command) {
        return new AclRules(
                user, words().filter(word -> !word.equals("+" + command)).collect(Collectors.joining(" ")));
    }

    /** For {@code ACL SETUSER} on a user who has other commands now. */
    String[] arguments() {
        return Stream.concat(Stream.of("SETUSER", user, "resetkeys"), words()).toArray(String[]::new);
    }

    private Stream<String> words() {
        return Stream.of(rule.split(" "));
    }

    private static String page() {
        try {
            return Files.readString(PAGE);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
