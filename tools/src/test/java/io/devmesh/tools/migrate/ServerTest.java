package io.devmesh.tools.migrate;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ServerTest {
    @Test
    void readsFactsOutOfInfo() {
        String info = """
                # Server
                redis_version:6.2.6
                run_id:abc

                # Replication
                role:slave
                maxmemory_policy:allkeys-lru
                """;

        Server.Facts facts = Server.Facts.parse(info.replace("\n", "\r\n"));

        assertThat(facts.runId()).isEqualTo("abc");
        assertThat(facts.isReplica()).isTrue();
        assertThat(facts.evictionPolicy()).isEqualTo("allkeys-lru");
        assertThat(facts.isAtLeast62()).isTrue();
    }

    @Test
    void tellsVersionsThatAreTooOld() {
        assertThat(Server.Facts.parse("redis_version:6.0.16").isAtLeast62()).isFalse();
        assertThat(Server.Facts.parse("redis_version:5.0.14").isAtLeast62()).isFalse();
        assertThat(Server.Facts.parse("redis_version:7.0.15").isAtLeast62()).isTrue();
        assertThat(Server.Facts.parse("redis_version:10.0.0").isAtLeast62()).isTrue();
        assertThat(Server.Facts.parse("").isAtLeast62()).isTrue();
    }

    @Test
    void knowsOurServicesByTheirNames() {
        String list = """
                id=3 addr=127.0.0.1:1 name=edge-mcp@pod-a age=1 cmd=xadd
                id=4 addr=127.0.0.1:2 name= age=1
                id=5 addr=127.0.0.1:3 name=worker@pod-b age=1 lib-name=jedis
                id=6 addr=127.0.0.1:4 name=devmesh-migrate@pod-c age=1
                """;

        assertThat(Server.services(list)).containsExactlyInAnyOrder("edge-mcp@pod-a", "worker@pod-b");
    }
}
