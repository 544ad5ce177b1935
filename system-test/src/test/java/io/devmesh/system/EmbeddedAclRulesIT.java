package io.devmesh.system;

import io.devmesh.system.servers.RedisProgram;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** On the Redis that the local default brings, 6.2; what the services use does not depend on that, so it is examined here. */
class EmbeddedAclRulesIT extends AclRulesContract {
    @Override
    RedisProgram program() {
        return RedisProgram.BUNDLED;
    }

    @ParameterizedTest
    @MethodSource("grants")
    void allowNothingThatIsNotUsed(String user, String command) {
        assertMissed(user, command);
    }
}
