package io.devmesh.local;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** The variables that the services get: the user's own, and on top of them what the launcher has started. */
final class ServiceEnvironment {
    /** Where Liberty keeps its files is the launcher's business. */
    private static final Pattern LIBERTY_OWN = Pattern.compile("WLP_.*|LOG_DIR|LOG_FILE|PID_DIR|PID_FILE");

    /** How to reach some other Redis. */
    private static final Pattern OTHER_REDIS =
            Pattern.compile("REDIS_(ADDR|MODE|AUTH|USERNAME|PASSWORD|IAM_.*|TLS_.*|SENTINEL_.*|QUEUE_.*)");

    private final Map<String, String> user;

    ServiceEnvironment(Map<String, String> user) {
        this.user = Map.copyOf(user);
    }

    /**
     * @param embeddedRedis its address, where it was started here
     * @param masterKey that of the embedded database, where there is one and the user has none
     */
    Map<String, String> with(
            Ports ports, Optional<String> embeddedRedis, Database database, Optional<String> masterKey) {
        Map<String, String> variables = new HashMap<>(user);
        variables.keySet().removeIf(name -> LIBERTY_OWN.matcher(name).matches());
        variables.putIfAbsent("LOG_FORMAT", "simple");
        variables.putIfAbsent("JVM_ARGS", "-Xmx512m");
        variables.put("EDGE_MCP_PORT", Integer.toString(ports.edge()));
        variables.put("WORKER_PORT", Integer.toString(ports.worker()));
        variables.putAll(database.environment());
        masterKey.ifPresent(key -> variables.put(LocalMasterKey.VARIABLE, key));
        embeddedRedis.ifPresent(address -> {
            variables.keySet().removeIf(name -> OTHER_REDIS.matcher(name).matches());
            variables.put("REDIS_ADDR", address);
        });
        return variables;
    }
}
