package io.devmesh.system;

import io.devmesh.system.servers.RedisProgram;

/** On the Redis that the local default brings, 6.2. */
class EmbeddedAclRulesIT extends AclRulesContract {
    @Override
    RedisProgram program() {
        return RedisProgram.BUNDLED;
    }
}
