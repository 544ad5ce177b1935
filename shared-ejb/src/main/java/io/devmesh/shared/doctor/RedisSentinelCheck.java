package io.devmesh.shared.doctor;

import io.devmesh.shared.doctor.RedisConversation.Reply;
import io.devmesh.shared.redis.RedisAddress;
import io.devmesh.shared.redis.RedisTopology;
import io.devmesh.shared.redis.RedisVariables;
import java.util.Optional;

/** Asks a sentinel where the primary is. */
record RedisSentinelCheck(RedisTopology topology, RedisVariables variables) {
    /** Empty where it does not know; why is among {@code findings} then. */
    Optional<RedisAddress> primary(RedisConversation sentinel, Findings findings) {
        String master = topology.sentinel().master();
        topology.sentinel().password().ifPresent(password -> sentinel.ask("AUTH", password));
        Reply reply = sentinel.ask("SENTINEL", "GET-MASTER-ADDR-BY-NAME", master);
        if (reply.is("NOAUTH")) {
            findings.error(
                    Code.REDIS__AUTH__PASSWORD_NEEDED,
                    "the sentinel answered: " + reply.text(),
                    "The sentinel wants a password, and does not take the one that is set, if any",
                    "set " + variables.name("SENTINEL_PASSWORD"));
            return Optional.empty();
        }
        if (reply.error()) {
            findings.error(
                    Code.REDIS__MODE__NOT_SENTINEL,
                    topology.address() + " answered: " + reply.text(),
                    topology.variable() + " names a server that is not a sentinel, but " + variables.name("MODE")
                            + " is sentinel",
                    "set " + variables.name("MODE") + "=standalone, or " + topology.variable()
                            + " to a sentinel (mostly port 26379)");
            return Optional.empty();
        }
        if (reply.list().size() != 2) {
            String name = variables.name("SENTINEL_MASTER");
            findings.error(
                    Code.REDIS__SENTINEL__MASTER_UNKNOWN,
                    topology.address() + " knows no primary by the name " + master,
                    "The sentinel does not watch a primary named " + master,
                    "set " + name + " to the name in the sentinel's configuration (sentinel monitor NAME …)");
            return Optional.empty();
        }
        RedisAddress primary = new RedisAddress(
                reply.list().get(0).toString(),
                Integer.parseInt(reply.list().get(1).toString()));
        findings.ok(Code.REDIS__SENTINEL__MASTER, "the primary of " + master + " is at " + primary);
        return Optional.of(primary);
    }
}
