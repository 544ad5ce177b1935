package io.devmesh.system;

import io.devmesh.system.servers.RedisProgram;

/** On the Redis that is installed, 7 or newer. */
@NeedsProgram("redis-server")
class InstalledAclRulesIT extends AclRulesContract {
    @Override
    RedisProgram program() {
        return RedisProgram.INSTALLED;
    }
}
