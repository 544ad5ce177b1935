package io.devmesh.helm;

import static org.assertj.core.api.Assertions.assertThat;

import com.marcnuri.helm.Helm;
import com.marcnuri.helm.LintResult;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** {@code helm lint --strict} has nothing to say. */
class LintTest {
    @ParameterizedTest
    @EnumSource(Chart.class)
    void findsNothing(Chart chart) {
        Cluster.running();
        LintResult result = new Helm(chart.folder()).lint().strict().call();

        assertThat(result.isFailed()).isFalse();
        assertThat(result.getMessages()).noneMatch(message -> message.contains("WARNING") || message.contains("ERROR"));
    }

    @Test
    void theTemplatesThatBothChartsHaveAreTheSame() {
        assertThat(Stream.of(
                                "_common.tpl",
                                "dashboard.yaml",
                                "deployment.yaml",
                                "extraobjects.yaml",
                                "hpa.yaml",
                                "networkpolicy.yaml",
                                "pdb.yaml",
                                "podmonitor.yaml",
                                "prometheusrule.yaml",
                                "schemajob.yaml",
                                "secret.yaml",
                                "service.yaml",
                                "serviceaccount.yaml",
                                "servicemonitor.yaml",
                                "tests/doctor.yaml")
                        .map(name -> "templates/" + name))
                .allSatisfy(name -> assertThat(Chart.WORKER.text(name)).isEqualTo(Chart.EDGE_MCP.text(name)));
    }

    @ParameterizedTest
    @EnumSource(Chart.class)
    void haveTheVersionOfTheProduct(Chart chart) {
        String product = Texts.names("<version>([^<]+)-SNAPSHOT</version>", Texts.of(Path.of("..", "pom.xml")))
                .iterator()
                .next();

        assertThat(Yaml.read(chart.text("Chart.yaml"))
                        .getFirst()
                        .path("appVersion")
                        .asString())
                .isEqualTo(product);
    }
}
