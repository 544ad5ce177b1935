package io.devmesh.shared.doctor;

import io.devmesh.shared.doctor.RedisConversation.Reply;
import io.devmesh.shared.redis.RedisAccess;
import io.devmesh.shared.redis.RedisCommand;
import io.devmesh.shared.redis.RedisVariables;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Whether the user may do all that the service does. Asked by {@code ACL DRYRUN} where there is such a thing and the user
 * may use it; else each command is tried in a form that changes nothing.
 */
final class RedisPermissionCheck {
    private final RedisVariables variables;
    private final RedisAccess access;

    RedisPermissionCheck(RedisVariables variables, RedisAccess access) {
        this.variables = variables;
        this.access = access;
    }

    void tell(RedisConversation redis, Findings findings) {
        Optional<String> user = userForDryRun(redis);
        Map<String, String> denied = new LinkedHashMap<>();
        List<String> unknown = new ArrayList<>();
        for (RedisCommand command : needed()) {
            Optional<String> refusal = user.isPresent()
                    ? dryRun(redis, user.get(), command)
                    : command.harmless().isEmpty() ? untried(command, unknown) : trial(redis, command);
            refusal.ifPresent(why -> denied.put(command.name(), why));
        }
        String how = user.isPresent() ? "ACL DRYRUN" : "trying them";
        if (denied.isEmpty()) {
            findings.ok(
                    Code.REDIS__PERMISSION__GRANTED,
                    "the user may use the " + (needed().size() - unknown.size())
                            + " commands that the service needs, by " + how);
        } else {
            missing(denied, how, findings);
        }
        if (!unknown.isEmpty()) {
            findings.info(
                    Code.REDIS__PERMISSION__UNCHECKED,
                    "ACL DRYRUN is not there or not allowed",
                    "Whether the user may use " + String.join(", ", unknown) + " could not be checked",
                    "");
        }
    }

    /** Without INFO nothing fails but diagnosis, which has told so already, and the door's look at the memory. */
    private List<RedisCommand> needed() {
        return access.commands().stream()
                .filter(command -> !command.name().equals("info"))
                .toList();
    }

    private void missing(Map<String, String> denied, String how, Findings findings) {
        String user = variables.has("USERNAME") ? "in " + variables.name("USERNAME") : "default";
        findings.error(
                Code.REDIS__PERMISSION__MISSING,
                "by " + how + ": " + String.join("; ", denied.values()),
                "The Redis user " + user + " may not use " + String.join(", ", denied.keySet()) + " (NOPERM)",
                "give it the rules \"" + access.rule() + "\", or set " + variables.name("USERNAME") + " and "
                        + variables.name("PASSWORD") + " to a user that has them");
    }

    private static Optional<String> userForDryRun(RedisConversation redis) {
        Reply user = redis.ask("ACL", "WHOAMI");
        if (user.error() || redis.ask("ACL", "DRYRUN", user.text(), "PING").error()) {
            return Optional.empty();
        }
        return Optional.of(user.text());
    }

    private static Optional<String> dryRun(RedisConversation redis, String user, RedisCommand command) {
        List<String> words = Stream.concat(Stream.of("ACL", "DRYRUN", user), command.example().stream())
                .toList();
        Reply reply = redis.ask(words);
        // An error is not about permission: a command that this version does not know yet.
        return reply.error() || reply.text().equals("OK") ? Optional.empty() : Optional.of(reply.text());
    }

    private static Optional<String> trial(RedisConversation redis, RedisCommand command) {
        Reply reply = redis.ask(command.harmless());
        return reply.is("NOPERM") ? Optional.of(reply.text()) : Optional.empty();
    }

    private static Optional<String> untried(RedisCommand command, List<String> unknown) {
        unknown.add(command.name());
        return Optional.empty();
    }
}
