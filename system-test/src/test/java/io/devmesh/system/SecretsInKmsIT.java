package io.devmesh.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.devmesh.aws.IssuedCredentials;
import io.devmesh.aws.KmsStandIn;
import io.devmesh.shared.tenant.TenantRepository;
import io.devmesh.system.migrate.DevmeshProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Webhook secrets whose tenants' keys are wrapped by AWS KMS, as the door and the command line see them. */
class SecretsInKmsIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String REGION = "eu-central-1";
    private static final String FILE_KEY = "old:" + Base64.getEncoder().encodeToString(new byte[32]);
    private static final IssuedCredentials CREDENTIALS = IssuedCredentials.temporary("KMS");

    private static KmsStandIn kms;
    private static String first;
    private static Stack stack;

    @BeforeAll
    static void start() {
        kms = new KmsStandIn(CREDENTIALS, REGION);
        first = kms.create("alias/devmesh");
        stack = Stack.start(
                "secrets-in-kms",
                Map.of(
                        "SECRETS_KMS_KEY_ID", "alias/devmesh",
                        "AWS_REGION", REGION,
                        "AWS_ENDPOINT_URL_KMS", kms.address().toString(),
                        "AWS_ACCESS_KEY_ID", CREDENTIALS.accessKeyId(),
                        "AWS_SECRET_ACCESS_KEY", CREDENTIALS.secretAccessKey(),
                        "AWS_SESSION_TOKEN", CREDENTIALS.sessionToken().orElseThrow()));
    }

    @AfterAll
    static void stop() {
        stack.close();
        kms.close();
    }

    @AfterEach
    void end() {
        kms.works();
    }

    @Test
    void readsSecretsOfATenantWhoseKeyKmsWraps() {
        EdgeClient client = source(Map.of());

        assertThat(deliver(client)).isEqualTo(202);

        assertThat(wrappedBy(client)).isEqualTo(first);
        assertThat(kms.calls())
                .anySatisfy(call -> assertThat(call.context()).containsEntry("devmesh-tenant", tenant(client)));
    }

    @Test
    void goesOnWithTheTenantsItKnowsWhileKmsIsAway() throws IOException {
        EdgeClient known = source(Map.of());
        EdgeClient unknown = source(Map.of());
        assertThat(deliver(known)).isEqualTo(202);

        kms.fails(500, "KMSInternalException", "not now");

        assertThat(deliver(known)).isEqualTo(202);
        assertThat(deliver(unknown)).isEqualTo(503);
        kms.works();
        await().atMost(PATIENCE).until(() -> deliver(unknown), status -> status == 202);
        assertThat(Files.readString(stack.log("edge-1")))
                .doesNotContain(known.secret(), unknown.secret(), CREDENTIALS.secretAccessKey());
    }

    @Test
    void movesFromAFileToKmsToAnotherKeyAndBack() {
        Map<String, String> file = Map.of("SECRETS_KMS_KEY_ID", "", "SECRETS_MASTER_KEY", FILE_KEY);
        EdgeClient client = source(file);
        assertThat(wrappedBy(client)).isEqualTo("old");

        run(0, Map.of("SECRETS_OLD_MASTER_KEY", FILE_KEY), "secrets", "rotate-master");
        assertThat(wrappedBy(client)).isEqualTo(first);
        assertThat(deliver(client)).isEqualTo(202);

        String second = kms.create("alias/second");
        run(0, Map.of("SECRETS_KMS_KEY_ID", "alias/second"), "secrets", "rotate-master");
        assertThat(wrappedBy(client)).isEqualTo(second);
        assertThat(deliver(client)).isEqualTo(202);

        run(0, file, "secrets", "rotate-master");
        assertThat(wrappedBy(client)).isEqualTo("old");
        // Back to where the servers of this test can read it.
        run(0, Map.of("SECRETS_OLD_MASTER_KEY", FILE_KEY), "secrets", "rotate-master");
        assertThat(deliver(client)).isEqualTo(202);
    }

    @Test
    void theDoctorTellsWhetherTheKeyCanBeUsed() {
        assertThat(run(0, Map.of(), "doctor")).contains(first + " encrypts and decrypts");

        kms.fails(400, "AccessDeniedException", "not yours");
        assertThat(run(1, Map.of(), "doctor")).contains("kms.access_denied", "allow it kms:Encrypt and kms:Decrypt");

        kms.works();
        assertThat(run(1, Map.of("SECRETS_KMS_KEY_ID", "alias/nobodys"), "doctor"))
                .contains("kms.not_found");
    }

    /** A GitHub source of a tenant of its own. */
    private static EdgeClient source(Map<String, String> more) {
        String name = "kms-" + UUID.randomUUID();
        String out = run(
                0, more, "source", "add", name, "--tenant", "of-" + name, "--create-tenant", "--provider", "github");
        return new EdgeClient(stack.edge().port(), "", name, out.replaceFirst("(?s).*shown once: (\\w+)\\n", "$1"));
    }

    private static int deliver(EdgeClient client) {
        return client.deliver("issues", "kms-" + UUID.randomUUID(), EdgeClient.issue(1, "opened"))
                .status();
    }

    private static String tenant(EdgeClient client) {
        return new TenantRepository(stack.jdbi())
                .find("of-" + client.source())
                .orElseThrow()
                .toString();
    }

    private static String wrappedBy(EdgeClient client) {
        return stack.jdbi()
                .withHandle(handle -> handle.createQuery(
                                "SELECT master_key_id FROM tenant_key WHERE tenant_id = CAST(:tenant AS uuid)")
                        .bind("tenant", tenant(client))
                        .mapTo(String.class)
                        .one());
    }

    /** What it said, on whichever stream. */
    private static String run(int exit, Map<String, String> more, String... arguments) {
        Map<String, String> environment = new HashMap<>(stack.environment());
        environment.put("DEVMESH_AWS_LIB", libraries().toString());
        environment.putAll(more);
        return DevmeshProcess.run(exit, environment, arguments);
    }

    /** As the servers have them. */
    private static Path libraries() {
        return Path.of(System.getProperty("wlp"), "usr", "servers", "edge-mcp", "lib", "aws");
    }
}
