package io.devmesh.shared.doctor;

import io.devmesh.shared.redis.RedisConfig;
import io.devmesh.shared.redis.RedisTopology.Mode;
import io.devmesh.shared.redis.RedisUse;
import io.devmesh.shared.redis.RedisVariables;
import java.util.Locale;
import java.util.Map;

/** What the server is, by its own words ({@code INFO}), and whether that fits its use. */
final class RedisServerCheck {
    private static final String OLDEST = "6.2";

    private final RedisConfig config;
    private final RedisVariables variables;

    RedisServerCheck(RedisConfig config, RedisVariables variables) {
        this.config = config;
        this.variables = variables;
    }

    /** True where it makes sense to try commands. */
    boolean pass(RedisConversation redis, Findings findings) {
        Map<String, String> server = redis.info("server");
        if (server.isEmpty()) {
            findings.info(
                    Code.REDIS__SERVER__UNCHECKED,
                    "INFO is not allowed",
                    "Version, role and eviction policy could not be checked",
                    "allow +info to the user in " + variables.name("USERNAME"));
            return true;
        }
        return mode(server, redis, findings) && running(redis, server, findings);
    }

    private boolean running(RedisConversation redis, Map<String, String> server, Findings findings) {
        version(server, findings);
        boolean primary = role(redis.info("replication"), findings);
        eviction(redis.info("memory").getOrDefault("maxmemory_policy", ""), findings);
        return primary;
    }

    private boolean mode(Map<String, String> server, RedisConversation redis, Findings findings) {
        String is = server.getOrDefault("redis_mode", server.getOrDefault("server_mode", ""));
        boolean cluster =
                is.equals("cluster") || "1".equals(redis.info("cluster").get("cluster_enabled"));
        Mode wanted = config.topology().mode();
        String name = variables.name("MODE");
        if (is.equals("sentinel")) {
            findings.error(
                    Code.REDIS__MODE__IS_SENTINEL,
                    config.address() + " says redis_mode:sentinel",
                    config.topology().variable() + " names a sentinel, but " + name + " is " + wanted,
                    "set " + name + "=sentinel and " + variables.name("SENTINEL_MASTER")
                            + ", or the address of the Redis that it watches");
            return false;
        }
        if (cluster && wanted != Mode.CLUSTER) {
            findings.error(
                    Code.REDIS__MODE__IS_CLUSTER,
                    config.address() + " says cluster_enabled:1",
                    "The server is part of a cluster, but " + name + " is " + wanted,
                    "set " + name + "=cluster");
            database(findings);
            return false;
        }
        if (!cluster && wanted == Mode.CLUSTER) {
            findings.error(
                    Code.REDIS__MODE__NOT_CLUSTER,
                    config.address() + " says cluster_enabled:0",
                    "The server is not part of a cluster, but " + name + " is cluster",
                    "set " + name + "=standalone, or the cluster's configuration endpoint");
            return false;
        }
        findings.ok(Code.REDIS__MODE, "mode " + wanted + " fits the server");
        return !cluster || clusterServes(redis, findings);
    }

    private void database(Findings findings) {
        if (config.database() > 0) {
            findings.error(
                    Code.REDIS__DATABASE__NOT_IN_CLUSTER,
                    "EDGE_MCP_REDIS_DB is " + config.database() + " and cluster_enabled is 1",
                    "EDGE_MCP_REDIS_DB is " + config.database() + ", but a cluster has database 0 only",
                    "set EDGE_MCP_REDIS_DB=0");
        }
    }

    private boolean clusterServes(RedisConversation redis, Findings findings) {
        String info = redis.ask("CLUSTER", "INFO").text();
        if (!info.contains("cluster_state:fail")) {
            return true;
        }
        findings.error(
                Code.REDIS__CLUSTER__DOWN,
                config.address() + " says cluster_state:fail",
                "The cluster does not serve: slots have no primary",
                "check the cluster's nodes; the services go on by themselves when it is back");
        return false;
    }

    private void version(Map<String, String> server, Findings findings) {
        boolean valkey = server.containsKey("valkey_version");
        String version = server.getOrDefault("redis_version", "");
        String name = valkey ? "Valkey " + server.get("valkey_version") : "Redis " + version;
        if (!Versions.isAtLeast(version, OLDEST)) {
            findings.error(
                    Code.REDIS__VERSION__TOO_OLD,
                    name,
                    name + " is older than " + OLDEST + ", whose commands are needed",
                    "upgrade the engine");
        } else {
            findings.ok(Code.REDIS__SERVER, name);
        }
    }

    private boolean role(Map<String, String> replication, Findings findings) {
        String role = replication.getOrDefault("role", "");
        if (!role.equals("slave") && !role.equals("replica")) {
            findings.ok(Code.REDIS__ROLE__PRIMARY, "role primary");
            return true;
        }
        replica(findings, config.address() + " says role:" + role + " of " + replication.get("master_host"));
        // Any node of a cluster will do: the client finds the primaries.
        return config.topology().mode() == Mode.CLUSTER;
    }

    private void replica(Findings findings, String seen) {
        if (config.topology().mode() == Mode.CLUSTER) {
            findings.ok(Code.REDIS__ROLE__PRIMARY, seen + "; the primaries are found through it");
            return;
        }
        findings.error(
                Code.REDIS__ROLE__REPLICA,
                seen,
                config.topology().variable() + " names a read-only replica: every write is answered READONLY",
                "set " + config.topology().variable() + " to the primary endpoint, not the reader endpoint");
    }

    private void eviction(String policy, Findings findings) {
        boolean evicts = !policy.isEmpty() && !policy.equals("noeviction");
        if (config.use() == RedisUse.QUEUE && policy.startsWith("allkeys")) {
            findings.warning(
                    Code.REDIS__EVICTION__QUEUE_EVICTS,
                    "maxmemory-policy " + policy,
                    "When memory is full, Redis evicts the stream with the events that wait on it",
                    "set maxmemory-policy noeviction (ElastiCache: in the parameter group), or REDIS_QUEUE_ADDR to a"
                            + " Redis of its own for the stream");
        } else if (config.use() == RedisUse.CACHE && !evicts && !policy.isEmpty() && !holdsTheStreamToo()) {
            findings.warning(
                    Code.REDIS__EVICTION__CACHE_KEEPS,
                    "maxmemory-policy " + policy,
                    "When memory is full, the cache can't take anything new",
                    "set maxmemory-policy allkeys-lru (ElastiCache: in the parameter group)");
        } else {
            findings.ok(
                    Code.REDIS__EVICTION,
                    "maxmemory-policy " + (policy.isEmpty() ? "not told" : policy.toLowerCase(Locale.ROOT)));
        }
    }

    /** Then keeping is right: the stream matters more. */
    private boolean holdsTheStreamToo() {
        return RedisConfig.queue(variables.settings()).address().equals(config.address());
    }
}
