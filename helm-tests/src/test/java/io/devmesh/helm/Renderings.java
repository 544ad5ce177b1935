package io.devmesh.helm;

import static io.devmesh.helm.Chart.EDGE_MCP;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;

/** Both charts with every values file and every switch, for what must hold whatever is chosen. */
final class Renderings {
    /** What the Terraform module says, which a test of its own keeps so. */
    private static final Path TERRAFORM = Path.of("..", "terraform", "aws", "tests", "values");

    private static Map<String, Manifests> rendered = Map.of();

    private static final String EXTERNAL = """
            redis: {enabled: false}
            externalRedis:
              host: cache.example.com
              username: devmesh
              existingSecret: redis-auth
            """;

    /** What both charts have. */
    private static final Map<String, String> SWITCHES = Map.ofEntries(
            Map.entry("external Redis with an ACL user", EXTERNAL),
            Map.entry("external Redis with a password in the values", """
                    redis: {enabled: false}
                    externalRedis: {host: 10.0.0.7, password: 's3cret, "quoted"'}
                    """),
            Map.entry("external Redis by IPv6", "redis: {enabled: false}\nexternalRedis: {host: 'fd00::7'}\n"),
            Map.entry("external Redis with mutual TLS and a user in the Secret", """
                    redis: {enabled: false}
                    externalRedis:
                      host: cache.example.com
                      existingSecret: redis-auth
                      existingSecretUsernameKey: username
                      tls:
                        enabled: true
                        serverName: redis.internal
                        ca: {configMap: redis-ca}
                        clientCertificate: {secret: redis-client}
                    """),
            Map.entry(
                    "external Redis with a CA in a Secret",
                    "redis: {enabled: false}\nexternalRedis: {host: r, tls: {enabled: true, ca: {secret: redis-ca}}}\n"),
            Map.entry("unverified in development", """
                    environment: development
                    redis: {enabled: false}
                    externalRedis: {host: r, tls: {enabled: true, skipVerify: true}}
                    """),
            Map.entry(
                    "Redis cluster",
                    "redis: {enabled: false}\nexternalRedis: {host: r, mode: cluster, tls: {enabled: true}}\n"),
            Map.entry("sentinels", """
                    redis: {enabled: false}
                    externalRedis:
                      host: sentinel-0
                      port: 26379
                      mode: sentinel
                      sentinel: {master: main, addresses: ['sentinel-1:26379'], existingSecret: sentinels}
                    """),
            Map.entry("no password for Redis", "redis: {auth: {enabled: false}}\n"),
            Map.entry("other password of the bundled Redis", "redis: {auth: {existingSecret: mine}}\n"),
            Map.entry("HorizontalPodAutoscaler", "autoscaling: {enabled: true, minReplicas: 2, maxReplicas: 20}\n"),
            Map.entry("no autoscaler", "autoscaling: {enabled: false}\n"),
            Map.entry("disruption budget by percent", "podDisruptionBudget: {minAvailable: '50%'}\n"),
            Map.entry("network policies", """
                    networkPolicy:
                      enabled: true
                      ingressFrom: [{namespaceSelector: {}}]
                      redisCidrs: [10.1.0.0/16]
                      databaseCidrs: [10.2.0.0/16]
                      httpsCidrs: [10.3.0.0/16]
                    """),
            Map.entry("monitoring", """
                    serviceMonitor: {enabled: true, labels: {release: prometheus}}
                    prometheusRule: {enabled: true}
                    dashboard: {enabled: true}
                    """),
            Map.entry("pod monitor", "podMonitor: {enabled: true}\n"),
            Map.entry("master key", "masterKey: {existingSecret: devmesh-master-key}\n"),
            Map.entry("master key in KMS", "masterKey: {kmsKeyId: alias/devmesh}\n"),
            Map.entry("IRSA", "serviceAccount: {annotations: {eks.amazonaws.com/role-arn: 'arn:aws:iam::1:role/r'}}\n"),
            Map.entry("service account of others", "serviceAccount: {create: false, name: devmesh}\n"),
            Map.entry("registry with a login", "global: {imagePullSecrets: [registry, {name: other}]}\n"),
            Map.entry(
                    "long name",
                    "fullnameOverride: a-name-that-is-so-long-that-kubernetes-would-refuse-it-somewhere\n"),
            Map.entry(
                    "extra objects",
                    "extraObjects:\n  - {apiVersion: v1, kind: ConfigMap, metadata: {name: '{{ .Release.Name }}-more'}}\n"),
            Map.entry("extra secrets", """
                    extraSecretFiles: [{secretName: mine, key: k, variable: REDIS_SENTINEL_PASSWORD}]
                    extraSecretFolders: [/mnt/secrets-store]
                    """));

    /** What is below the service's own key. */
    private static final Map<String, String> OF_THE_SERVICE = Map.of(
            "role that migrates", "database: {migration: {user: owner, existingSecret: owner-auth}}",
            "Job that migrates",
                    "database: {ca: {configMap: rds-ca}, migration: {user: owner, existingSecret: owner-auth, job: true}}",
            "database by IAM", "database: {auth: iam, sslMode: verify-full, ca: {configMap: rds-ca}}",
            "database with a CA in a Secret", "database: {ca: {secret: rds-ca}, existingSecret: rds}",
            "database with a password in the values", "database: {password: pa$$w0rd}",
            "image by digest", "image: {digest: 'sha256:" + "0123456789abcdef".repeat(4) + "'}",
            "any user of the group 0", "podSecurityContext: {runAsUser: null}",
            "no preStop", "preStopSeconds: 0",
            "extras", """
                    extraEnv: [{name: REDIS_POOL_MAX, value: '16'}]
                    extraEnvFrom: [{configMapRef: {name: more}}]
                    extraVolumes: [{name: more, emptyDir: {}}]
                    extraVolumeMounts: [{name: more, mountPath: /more}]
                    sidecars: [{name: proxy, image: 'envoy:1', securityContext: {allowPrivilegeEscalation: false, \
                    readOnlyRootFilesystem: true, capabilities: {drop: [ALL]}}}]
                    podAnnotations: {a: b}
                    podLabels: {team: platform}
                    priorityClassName: high
                    nodeSelector: {kubernetes.io/arch: arm64}
                    tolerations: [{operator: Exists}]
                    command: [/opt/ol/wlp/bin/server, run]""");

    private static final Map<String, String> OF_EDGE_MCP = Map.of(
            "Redis of its own for the stream",
                    EXTERNAL + "externalQueueRedis: {host: queue.example.com, existingSecret: queue-auth}\n",
            "streams' Redis by IAM beside a cache without", EXTERNAL + """
                    externalQueueRedis:
                      host: queue.example.com
                      auth: iam
                      username: edge-queue
                      iam: {cacheName: queue, serverless: true}
                      mode: cluster
                      tls: {enabled: true, ca: {configMap: ca}}
                    """,
            "Ingress of nginx", """
                    ingress: {enabled: true, className: nginx, controller: nginx, hosts: [mcp.example.com], \
                    tls: [{secretName: t, hosts: [mcp.example.com]}]}
                    """,
            "Ingress of AWS", "ingress: {enabled: true, className: alb, controller: alb, hosts: [mcp.example.com]}\n",
            "Ingress of HAProxy", "ingress: {enabled: true, controller: haproxy, hosts: [mcp.example.com]}\n",
            "Gateway API", "httpRoute: {enabled: true, parentRefs: [{name: public}], hostnames: [mcp.example.com]}\n",
            "load balancer", "edgeMcp: {externalService: {enabled: true, loadBalancerSourceRanges: [192.0.2.0/24]}}\n",
            "access tokens", """
                    edgeMcp:
                      oauth: {issuer: 'https://login.example.com', resource: 'https://mcp.example.com/mcp', audience: [a, b]}
                      allowedOrigins: ['https://app.example.com']
                      trustedProxies: [10.0.0.0/8]
                      rateLimit: {globalRps: off, tenantRps: "off", tenantBurst: 400000}
                    """,
            "volatile Redis", "redis: {persistence: {enabled: false}}\n",
            "trial with network policies",
                    "environment: development\npostgresql: {enabled: true}\nnetworkPolicy: {enabled: true, bundledFrom: [{namespaceSelector: {}}]}\n");

    private static final Map<String, String> OF_WORKER = Map.of(
            "KEDA on the bundled Redis", "keda: {enabled: true}\n",
            "KEDA on ElastiCache",
                    "keda: {enabled: true}\n" + EXTERNAL + "  tls: {enabled: true, ca: {secret: redis-ca}}\n",
            "KEDA on a user in a Secret", """
                    keda: {enabled: true}
                    redis: {enabled: false}
                    externalRedis: {host: r, existingSecret: s, existingSecretUsernameKey: user}
                    """,
            "KEDA on rows that wait", """
                    keda:
                      enabled: true
                      streamLag: {enabled: false}
                      triggers: [{type: prometheus, metadata: {serverAddress: 'http://prometheus', query: 'max(webhook_waiting_events)', threshold: '100'}}]
                    """,
            "forwards to the inside", "worker: {forward: {allowedNetworks: [10.20.0.0/16], ca: {configMap: ca}}}\n",
            "first key", "worker: {bootstrapToken: {existingSecret: bootstrap}}\n");

    private Renderings() {}

    /** For parameterized tests. */
    static synchronized Stream<Named<Manifests>> all() {
        if (rendered.isEmpty()) {
            Map<String, Rendering> wanted = new LinkedHashMap<>();
            Stream.of(Chart.values())
                    .forEach(chart ->
                            of(chart).forEach((name, rendering) -> wanted.put(chart + ": " + name, rendering)));
            Map<String, Manifests> done = new LinkedHashMap<>();
            wanted.forEach((name, rendering) -> done.put(name, rendering.manifestsWithHooks()));
            rendered = done;
        }
        return rendered.entrySet().stream().map(entry -> Named.of(entry.getKey(), entry.getValue()));
    }

    private static Map<String, Rendering> of(Chart chart) {
        Map<String, Rendering> wanted = new LinkedHashMap<>();
        Rendering plain = chart.rendering();
        wanted.put("as it is", plain);
        chart.valuesFiles().forEach(file -> wanted.put(file, plain.file(file)));
        for (String provider : new String[] {"values.elasticache.yaml", "values.elasticache-iam.yaml"}) {
            wanted.put(provider + " in production", plain.file(provider).file("values.production.yaml"));
        }
        for (String output : List.of("iam", "users", "token")) {
            Path values = TERRAFORM.resolve(chart.id() + "." + output + ".yaml");
            wanted.put("Terraform, " + output, plain.with(Texts.of(values)));
            wanted.put(
                    "Terraform, " + output + ", in production",
                    plain.file("values.production.yaml").with(Texts.of(values)));
        }
        SWITCHES.forEach((name, values) -> wanted.put(name, plain.with(values)));
        OF_THE_SERVICE.forEach((name, values) -> wanted.put(name, plain.with(chart.key() + ":\n" + values.indent(2))));
        (chart == EDGE_MCP ? OF_EDGE_MCP : OF_WORKER).forEach((name, values) -> wanted.put(name, plain.with(values)));
        return wanted;
    }

    /** One of them. */
    static Manifests of(Chart chart, String name) {
        return all().filter(named -> named.getName().equals(chart + ": " + name))
                .findFirst()
                .orElseThrow(() -> new AssertionError(name))
                .getPayload();
    }
}
