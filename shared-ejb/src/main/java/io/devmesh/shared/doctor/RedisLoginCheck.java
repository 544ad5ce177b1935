package io.devmesh.shared.doctor;

import io.devmesh.shared.doctor.RedisConversation.Reply;
import io.devmesh.shared.iam.IamException;
import io.devmesh.shared.iam.IamSigners;
import io.devmesh.shared.redis.RedisLogin;
import io.devmesh.shared.redis.RedisVariables;
import io.devmesh.shared.telemetry.RootCause;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** AUTH as configured, and what it means where that fails. */
final class RedisLoginCheck {
    private final RedisVariables variables;
    private final RedisLogin login;

    RedisLoginCheck(RedisVariables variables, RedisLogin login) {
        this.variables = variables;
        this.login = login;
    }

    /** True where commands may follow. */
    boolean pass(RedisConversation redis, Findings findings) {
        return switch (login) {
            case RedisLogin.Open open -> needsNone(redis, findings);
            case RedisLogin.Password password -> accepts(redis, password, findings);
            case RedisLogin.Iam iam -> accepts(redis, iam, findings);
        };
    }

    private boolean needsNone(RedisConversation redis, Findings findings) {
        Reply reply = redis.ask("PING");
        if (!reply.is("NOAUTH")) {
            findings.ok(Code.REDIS__AUTH__ACCEPTED, "no password is wanted");
            return true;
        }
        findings.error(
                Code.REDIS__AUTH__PASSWORD_NEEDED,
                "PING without AUTH was answered: " + reply.text(),
                "The server wants a password and " + variables.name("PASSWORD") + " is not set",
                "set " + variables.name("PASSWORD") + " to the AUTH token, and " + variables.name("USERNAME")
                        + " too where the server has ACL users");
        return false;
    }

    private boolean accepts(RedisConversation redis, RedisLogin.Password password, Findings findings) {
        Optional<String> username = password.username();
        Reply reply = auth(redis, username, password.password().get().orElse(""));
        if (!reply.error()) {
            findings.ok(Code.REDIS__AUTH__ACCEPTED, "logged in as " + username.orElse("default"));
            return true;
        }
        String seen = "AUTH as " + username.orElse("default") + " was answered: " + reply.text();
        if (reply.text().contains("without any password configured")) {
            findings.error(
                    Code.REDIS__AUTH__PASSWORD_NOT_WANTED,
                    seen,
                    variables.name("PASSWORD") + " is set but the server has no password for the user default",
                    "unset " + variables.name("PASSWORD") + ", or set " + variables.name("USERNAME")
                            + " where it is an ACL user's, or switch on AUTH in Redis");
        } else if (!reply.is("WRONGPASS")) {
            failed(seen, findings);
        } else if (username.isPresent()) {
            findings.error(
                    Code.REDIS__AUTH__WRONG_PASSWORD,
                    seen,
                    "The server has no user " + username.get() + " with the password in " + variables.name("PASSWORD")
                            + ", or that user is off",
                    "set " + variables.name("PASSWORD") + " to that user's password, and check "
                            + variables.name("USERNAME"));
        } else {
            findings.error(
                    Code.REDIS__AUTH__WRONG_PASSWORD_OR_USER_MISSING,
                    seen,
                    "The password in " + variables.name("PASSWORD") + " is not that of the user default, or that user"
                            + " is off because the server has ACL users, and " + variables.name("USERNAME")
                            + " is not set",
                    "set " + variables.name("USERNAME") + " where the server has ACL users, else "
                            + variables.name("PASSWORD") + " to the server's AUTH token");
        }
        return false;
    }

    private boolean accepts(RedisConversation redis, RedisLogin.Iam iam, Findings findings) {
        String user = iam.user().userId();
        Optional<String> token = token(iam, findings);
        if (token.isEmpty()) {
            return false;
        }
        Reply reply = auth(redis, Optional.of(user), token.get());
        if (!reply.error()) {
            findings.ok(Code.REDIS__AUTH__ACCEPTED, "logged in as " + user + " by IAM");
            return true;
        }
        String seen = "AUTH as " + user + " with an IAM token was answered: " + reply.text();
        if (reply.is("WRONGPASS") || reply.text().contains("without any password configured")) {
            findings.error(
                    Code.REDIS__AUTH__IAM_REJECTED,
                    seen,
                    "ElastiCache does not accept the token that was signed for user " + user + " of cache "
                            + iam.user().cacheName(),
                    "set " + variables.name("USERNAME") + " to the id of a user with IAM authentication in the cache's"
                            + " user group (id and name must be equal), " + variables.name("IAM_CACHE_NAME")
                            + " to the replication group's id in lower case, " + variables.name("IAM_SERVERLESS")
                            + " as the cache is, and allow elasticache:Connect to the pod's role");
        } else {
            failed(seen, findings);
        }
        return false;
    }

    private Optional<String> token(RedisLogin.Iam iam, Findings findings) {
        try {
            return Optional.of(IamSigners.load(iam.libraries()).elastiCacheToken(iam.user()));
        } catch (IamException failure) {
            findings.error(
                    Code.REDIS__AUTH__IAM_NO_TOKEN,
                    "no token could be signed: " + RootCause.of(failure),
                    "This pod has no AWS identity to sign an IAM token with",
                    "annotate its service account with eks.amazonaws.com/role-arn (IRSA) or make a Pod Identity"
                            + " association, or set " + variables.name("AUTH") + "=password");
            return Optional.empty();
        }
    }

    private void failed(String seen, Findings findings) {
        findings.error(
                Code.REDIS__AUTH__FAILED,
                seen,
                "The server refused the login",
                "check " + variables.name("USERNAME") + " and " + variables.name("PASSWORD"));
    }

    private static Reply auth(RedisConversation redis, Optional<String> username, String password) {
        List<String> words = new ArrayList<>(List.of("AUTH"));
        username.ifPresent(words::add);
        words.add(password);
        Reply reply = redis.ask(words);
        return new Reply(reply.error(), reply.text().replace(password, "***"));
    }
}
