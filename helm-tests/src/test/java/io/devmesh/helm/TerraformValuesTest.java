package io.devmesh.helm;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The values that the module terraform/aws puts out reach the services. All other tests of what is rendered see them, too. */
class TerraformValuesTest {
    private static final String QUEUE = "master.devmesh-queue.abc123.euc1.cache.amazonaws.com:6379";
    private static final String CACHE = "master.devmesh-cache.abc123.euc1.cache.amazonaws.com:6379";

    @ParameterizedTest
    @EnumSource(Chart.class)
    void nobodyNeedsAPasswordWithIam(Chart chart) {
        Manifests manifests = Renderings.of(chart, "Terraform, iam, in production");

        assertThat(manifests.variable("REDIS_AUTH")).isEqualTo("iam");
        assertThat(manifests.variable("REDIS_TLS_ENABLED")).isEqualTo("true");
        assertThat(manifests.variable("DATABASE_AUTH")).isEqualTo("iam");
        assertThat(manifests.variable("DATABASE_SSL_MODE")).isEqualTo("verify-full");
        assertThat(manifests.variable("DATABASE_HOST")).isEqualTo("devmesh.abc123.eu-central-1.rds.amazonaws.com");
        assertThat(manifests.variable("DATABASE_USER")).isEqualTo("devmesh");
        assertThat(manifests.variable("DATABASE_MIGRATION_USER")).isEqualTo("devmesh_owner");
        assertThat(manifests.variable("VARIABLE_SOURCE_DIRS")).isNull();
        assertThat(manifests
                        .one("ServiceAccount")
                        .path("metadata")
                        .path("annotations")
                        .path("eks.amazonaws.com/role-arn")
                        .asString())
                .isEqualTo("arn:aws:iam::123456789012:role/devmesh-" + chart.id());
    }

    @Test
    void eachServiceHasItsUsersAndClusters() {
        Manifests edge = Renderings.of(Chart.EDGE_MCP, "Terraform, iam");
        Manifests worker = Renderings.of(Chart.WORKER, "Terraform, iam");

        assertThat(edge.variable("REDIS_ADDR")).isEqualTo(CACHE);
        assertThat(edge.variable("REDIS_USERNAME")).isEqualTo("devmesh-edge-cache");
        assertThat(edge.variable("REDIS_IAM_CACHE_NAME")).isEqualTo("devmesh-cache");
        assertThat(edge.variable("REDIS_QUEUE_ADDR")).isEqualTo(QUEUE);
        assertThat(edge.variable("REDIS_QUEUE_USERNAME")).isEqualTo("devmesh-edge-queue");
        assertThat(edge.variable("REDIS_QUEUE_IAM_CACHE_NAME")).isEqualTo("devmesh-queue");
        assertThat(worker.variable("REDIS_ADDR")).isEqualTo(QUEUE);
        assertThat(worker.variable("REDIS_USERNAME")).isEqualTo("devmesh-worker");
        assertThat(worker.variable("REDIS_IAM_CACHE_NAME")).isEqualTo("devmesh-queue");
    }

    @ParameterizedTest
    @EnumSource(Chart.class)
    void theKeyOfKmsIsInThePlaceOfTheOneOfValuesProduction(Chart chart) {
        Manifests manifests = Renderings.of(chart, "Terraform, token, in production");

        assertThat(manifests.variable("SECRETS_KMS_KEY_ID"))
                .isEqualTo("arn:aws:kms:eu-central-1:123456789012:key/9999abcd-12ab-34cd-56ef-1234567890ab");
        assertThat(manifests.secretOf("SECRETS_MASTER_KEY")).isNull();
    }

    @ParameterizedTest
    @EnumSource(Chart.class)
    void oneClusterHasOneToken(Chart chart) {
        Manifests manifests = Renderings.of(chart, "Terraform, token");

        assertThat(manifests.variable("REDIS_ADDR")).isEqualTo(QUEUE);
        assertThat(manifests.variable("REDIS_USERNAME")).isNull();
        assertThat(manifests.secretOf("REDIS_PASSWORD")).isEqualTo("elasticache-auth/password");
        assertThat(manifests.variable("REDIS_QUEUE_ADDR")).isNull();
        assertThat(manifests.variable("DATABASE_MIGRATION_USER")).isNull();
    }

    @Test
    void passwordsComeFromSecrets() {
        Manifests edge = Renderings.of(Chart.EDGE_MCP, "Terraform, users, in production");
        Manifests worker = Renderings.of(Chart.WORKER, "Terraform, users, in production");

        assertThat(edge.secretOf("REDIS_PASSWORD")).isEqualTo("elasticache-edge-cache/password");
        assertThat(edge.secretOf("REDIS_QUEUE_PASSWORD")).isEqualTo("elasticache-edge-queue/password");
        assertThat(edge.secretOf("DATABASE_PASSWORD")).isEqualTo("rds-auth/password");
        assertThat(edge.secretOf("SECRETS_MASTER_KEY")).isEqualTo("devmesh-master-key/master-key");
        assertThat(worker.secretOf("REDIS_PASSWORD")).isEqualTo("elasticache-worker/password");
    }

    @Test
    void theSchemasOwnerIsInAJobOfTheWorkersChart() {
        Manifests worker = Renderings.of(Chart.WORKER, "Terraform, users");

        assertThat(worker.one("Job").toString()).contains("devmesh_owner", "rds-owner-auth");
        assertThat(worker.deployment().toString()).doesNotContain("devmesh_owner", "rds-owner-auth");
        assertThat(Renderings.of(Chart.EDGE_MCP, "Terraform, users").of("Job")).isEmpty();
    }
}
