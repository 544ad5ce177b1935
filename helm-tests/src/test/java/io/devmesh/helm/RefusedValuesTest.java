package io.devmesh.helm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.FieldSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a service would refuse at its start is refused by Helm, with words that say what to set. */
class RefusedValuesTest {
    private static final String EXTERNAL = "redis: {enabled: false}\nexternalRedis: {host: r, ";

    static final List<Arguments> OF_BOTH = List.of(
            arguments(
                    "externalRedis: {host: r}",
                    "/redis/enabled': value must be 'false, because externalRedis.host is set'"),
            arguments(
                    "redis: {enabled: false}",
                    "/externalRedis/host': value must be 'the host name of Redis, because redis.enabled is false'"),
            arguments(
                    "redis: {enabled: false}\nexternalRedis: {host: 'rediss://u:p@h:6379/0'}",
                    "/externalRedis/host': value must be 'a host name alone"),
            arguments(
                    "redis: {enabled: false}\nexternalRedis: {host: 'h:6379'}",
                    "/externalRedis/host': value must be 'a host name alone"),
            arguments(
                    "redis: {enabled: false}\nexternalRedis: {host: 'u:p@h'}",
                    "/externalRedis/host': value must be 'a host name alone"),
            arguments(
                    "redis: {enabled: false}\nexternalRedis: {host: 'h/0'}",
                    "/externalRedis/host': value must be 'a host name alone"),
            arguments(EXTERNAL + "port: 70000}", "/externalRedis/port': maximum"),
            arguments(EXTERNAL + "port: many}", "/externalRedis/port': got string, want integer"),
            arguments(EXTERNAL + "passwrod: p}", "/externalRedis': additional properties 'passwrod' not allowed"),
            arguments(
                    EXTERNAL + "mode: replicated}",
                    "/externalRedis/mode': value must be one of 'standalone', 'cluster', 'sentinel'"),
            arguments(
                    EXTERNAL + "tls: {enabled: true, skipVerify: true}}",
                    "/externalRedis/tls/skipVerify': value must be 'false, because environment is production'"),
            arguments(
                    "environment: development\n" + EXTERNAL + "tls: {skipVerify: true}}",
                    "/externalRedis/tls/enabled': value must be 'true, because tls has further settings'"),
            arguments(
                    EXTERNAL + "tls: {ca: {configMap: c}}}",
                    "/externalRedis/tls/enabled': value must be 'true, because tls has further settings'"),
            arguments(
                    EXTERNAL + "tls: {enabled: true, ca: {configMap: c, secret: s}}}",
                    "/externalRedis/tls/ca/secret': value must be 'empty"),
            arguments(
                    EXTERNAL + "username: u}",
                    "/externalRedis/username': value must be 'empty, because neither password nor existingSecret is set'"),
            arguments(
                    EXTERNAL + "password: p, existingSecret: s}",
                    "/externalRedis/password': value must be 'empty, because existingSecret is set'"),
            arguments(
                    EXTERNAL + "password: changeme}",
                    "/externalRedis/password': value must be 'a password of your own"),
            arguments(
                    EXTERNAL + "auth: iam, username: u, iam: {cacheName: c}}",
                    "/externalRedis/tls/enabled': value must be 'true, because auth is iam'"),
            arguments(
                    EXTERNAL + "auth: iam, username: u, tls: {enabled: true}}",
                    "/externalRedis/iam/cacheName': value must be 'the id of the replication group"),
            arguments(
                    EXTERNAL + "auth: iam, iam: {cacheName: c}, tls: {enabled: true}}",
                    "/externalRedis/username': value must be 'the ElastiCache user id"),
            arguments(
                    EXTERNAL + "auth: iam, username: u, password: p, iam: {cacheName: c}, tls: {enabled: true}}",
                    "/externalRedis/password': value must be 'empty, because auth is iam'"),
            arguments(
                    EXTERNAL + "auth: iam, username: u, iam: {cacheName: Upper}, tls: {enabled: true}}",
                    "/externalRedis/iam/cacheName': 'Upper' does not match pattern"),
            arguments(
                    "masterKey: {existingSecret: s, kmsKeyId: alias/devmesh}",
                    "/masterKey/existingSecret': value must be 'empty, because masterKey.kmsKeyId is set'"),
            arguments("environment: staging", "/environment': value must be one of 'production', 'development'"),
            arguments(
                    "postgresql: {enabled: true}",
                    "/postgresql/enabled': value must be 'false, because environment is production'"),
            arguments(
                    "serviceMonitor: {enabled: true}\npodMonitor: {enabled: true}",
                    "/podMonitor/enabled': value must be 'false, because serviceMonitor.enabled is true'"),
            arguments(
                    "podDisruptionBudget: {minAvailable: 1, maxUnavailable: 2}",
                    "/podDisruptionBudget/maxUnavailable': value must be 'null, because minAvailable is set'"),
            arguments(
                    "autoscaling: {enabled: true, minReplicas: 5, maxReplicas: 2}",
                    "autoscaling.minReplicas is more than autoscaling.maxReplicas"),
            arguments(
                    "extraSecretFiles: [{secretName: s, key: k}]", "/extraSecretFiles/0': missing property 'variable'"),
            arguments("namespace: {create: true}", "additional properties 'namespace' not allowed"));

    /** Below the service's own key. */
    static final List<Arguments> OF_THE_SERVICE = List.of(
            arguments("replicaCount: many", "/replicaCount': got string, want integer"),
            arguments(
                    "image: {tag: latest}",
                    "/image/tag': value must be 'a version; nobody knows what latest is tomorrow'"),
            arguments("image: {digest: abc}", "/image/digest': 'abc' does not match pattern"),
            arguments("database: {host: ''}", "/database/host': minLength: got 0, want 1"),
            arguments("database: {host: 'postgres://u@h/db'}", "/database/host': value must be 'a host name alone"),
            arguments("database: {password: changeme}", "/database/password': value must be 'a password of your own"),
            arguments("database: {sslMode: verify}", "/database/sslMode': value must be one of"),
            arguments(
                    "database: {auth: iam, sslMode: prefer}",
                    "/database/sslMode': value must be 'verify-full, because auth is iam'"),
            arguments(
                    "database: {auth: iam, existingSecret: s}",
                    "/database/existingSecret': value must be 'empty, because auth is iam'"),
            arguments(
                    "database: {migration: {existingSecret: s}}",
                    "/database/migration/user': value must be 'the role that the secret is for'"),
            arguments(
                    "database: {auth: iam, sslMode: require, migration: {user: o, existingSecret: s}}",
                    "/database/migration/existingSecret': value must be 'empty, because auth is iam'"),
            arguments(
                    "database: {migration: {job: true}}",
                    "/database/migration/user': value must be 'the role that owns the schema, because migration.job is true'"),
            arguments(
                    "database: {auth: iam, sslMode: verify-full, migration: {user: o, job: true}}",
                    "needs a service account that is there before the release"),
            arguments(
                    "podSecurityContext: {readOnlyRootFilesystem: true}",
                    "additional properties 'readOnlyRootFilesystem' not allowed"),
            arguments("securityContext: {fsGroup: 1000}", "additional properties 'fsGroup' not allowed"),
            arguments(
                    "extraEnv: [{name: DATABASE_PASSWORD, value: p}]",
                    "/extraEnv/0/value': value must be 'in a Secret: use existingSecret, or extraSecretFiles'"),
            arguments(
                    "extraEnv: [{name: REDIS_ADDR, value: 'r:6379'}]",
                    "extraEnv has REDIS_ADDR, which the chart sets by itself"),
            arguments(
                    "terminationGracePeriodSeconds: 30",
                    "terminationGracePeriodSeconds is 30, but preStop (5 s) and the drain (30 s) need 40"),
            arguments("logFormat: xml", "/logFormat': value must be one of 'json', 'simple'"));

    static final List<Arguments> OF_EDGE_MCP = List.of(
            arguments(
                    "podDisruptionBudget: {minAvailable: 3}",
                    "podDisruptionBudget.minAvailable is 3 and there are as few as 3 replicas, so no node could ever be drained"),
            arguments(
                    EXTERNAL + "mode: cluster, database: 1}",
                    "/externalRedis/database': value must be '0, because a cluster has no other'"),
            arguments(
                    "externalQueueRedis: {host: q}",
                    "/redis/enabled': value must be 'false, because externalQueueRedis.host is set'"),
            arguments(
                    EXTERNAL + "port: 6379}\nexternalQueueRedis: {host: q, tls: {enabled: true, skipVerify: true}}",
                    "/externalQueueRedis/tls/skipVerify': value must be 'false, because environment is production'"),
            arguments(
                    "edgeMcp: {oauth: {issuer: 'https://login.example.com'}}",
                    "/edgeMcp/oauth/resource': value must be 'the public URL of the endpoint"),
            arguments(
                    "edgeMcp: {oauth: {issuer: 'http://login.example.com', resource: 'https://a/mcp'}}",
                    "/edgeMcp/oauth/issuer': 'http://login.example.com' does not match pattern"),
            arguments("edgeMcp: {rateLimit: {globalRps: 0}}", "/edgeMcp/rateLimit/globalRps"),
            arguments("edgeMcp: {cache: {l1: {ttl: soon}}}", "/edgeMcp/cache/l1/ttl': 'soon' does not match pattern"),
            arguments(
                    "edgeMcp: {webhook: {durability: eventual}}",
                    "/edgeMcp/webhook/durability': value must be one of 'local', 'replicated'"),
            arguments(
                    "ingress: {enabled: true}",
                    "/ingress/hosts': value must be 'one host name at least, because ingress.enabled is true'"),
            arguments(
                    "httpRoute: {enabled: true}",
                    "/httpRoute/parentRefs': value must be 'one gateway at least, because httpRoute.enabled is true'"),
            arguments(
                    "edgeMcp: {auth: {apiKey: REPLACE_WITH_ACTUAL_API_KEY}}",
                    "/edgeMcp': additional properties 'auth' not allowed"));

    static final List<Arguments> OF_WORKER = List.of(
            arguments("worker: {concurrency: 64}", "/worker/concurrency': maximum: got 64, want 32"),
            arguments("worker: {eventRetention: for ever}", "/worker/eventRetention"),
            arguments(
                    "worker: {forward: {allowedNetworks: [inside]}}",
                    "/worker/forward/allowedNetworks/0': 'inside' does not match pattern"),
            arguments(EXTERNAL + "database: 1}", "/externalRedis/database': value must be 0"),
            arguments(
                    "autoscaling: {enabled: true}\nkeda: {enabled: true}",
                    "autoscaling.enabled and keda.enabled are both true"),
            arguments(
                    "keda: {enabled: true, streamLag: {enabled: false}}",
                    "keda.enabled is true, but there is nothing to scale by"),
            arguments(
                    "keda: {enabled: true}\n" + EXTERNAL
                            + "auth: iam, username: u, iam: {cacheName: c}, tls: {enabled: true}}",
                    "KEDA can't sign the tokens of externalRedis.auth=iam"),
            arguments(
                    "keda: {enabled: true}\n" + EXTERNAL + "mode: cluster}",
                    "works with externalRedis.mode=standalone only"));

    @ParameterizedTest
    @FieldSource("OF_BOTH")
    void byBothCharts(String values, String words) {
        assertThat(Chart.EDGE_MCP.rendering().with(values).refusal()).contains(words);
        assertThat(Chart.WORKER.rendering().with(values).refusal()).contains(words);
    }

    @ParameterizedTest
    @FieldSource("OF_THE_SERVICE")
    void belowTheServicesOwnKey(String values, String words) {
        for (Chart chart : Chart.values()) {
            assertThat(chart.rendering()
                            .with(chart.key() + ": {" + values + "}")
                            .refusal())
                    .contains(words);
        }
    }

    @ParameterizedTest
    @FieldSource("OF_EDGE_MCP")
    void byEdgeMcp(String values, String words) {
        assertThat(Chart.EDGE_MCP.rendering().with(values).refusal()).contains(words);
    }

    @ParameterizedTest
    @FieldSource("OF_WORKER")
    void byTheWorker(String values, String words) {
        assertThat(Chart.WORKER.rendering().with(values).refusal()).contains(words);
    }

    @ParameterizedTest
    @EnumSource(Chart.class)
    void theSchemaKnowsEachValueAndNoOther(Chart chart) {
        JsonNode schema = new JsonMapper().readTree(chart.text("values.schema.json"));

        assertThat(schema.path("$schema").asString()).isEqualTo("https://json-schema.org/draft/2020-12/schema");
        compare("", chart.defaults(), schema);
    }

    /** As deep as the schema describes properties; what is below is Kubernetes' own. */
    private static void compare(String path, JsonNode values, JsonNode schema) {
        if ((schema.path("additionalProperties").booleanValue(true) && !path.equals("/global"))
                || !schema.path("properties").isObject()
                || values.isNull()) {
            return;
        }
        if (path.matches(".*/(startupProbe|readinessProbe|livenessProbe|podSecurityContext|securityContext)")) {
            return;
        }
        assertThat(new TreeSet<>(schema.path("properties").propertyNames()))
                .as(path)
                .isEqualTo(new TreeSet<>(values.propertyNames()));
        values.properties()
                .forEach(value -> compare(
                        path + "/" + value.getKey(),
                        value.getValue(),
                        schema.path("properties").path(value.getKey())));
    }
}
