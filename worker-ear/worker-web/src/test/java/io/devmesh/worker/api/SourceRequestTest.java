package io.devmesh.worker.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.devmesh.shared.json.Json;
import io.devmesh.shared.source.Provider;
import io.devmesh.shared.source.TargetName;
import io.devmesh.shared.tenant.TenantId;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.node.ObjectNode;

class SourceRequestTest {
    private static final TenantId TENANT = new TenantId(new UUID(0, 1));

    @Test
    void makesTheSecretThatIsNotGivenAndShowsIt() {
        SourceRequest request = request("{'name':'a','provider':'basic'}");

        assertThat(request.source().provider()).isEqualTo(Provider.BASIC);
        assertThat(request.source().secrets()).containsExactly(request.shown().orElseThrow());
        assertThat(request.shown().get()).startsWith("devmesh:");
    }

    @Test
    void doesNotShowTheSecretThatIsGiven() {
        SourceRequest request = request("{'name':'a','provider':'bitbucket-dc','secret':'s'}");

        assertThat(request.source().secrets()).containsExactly("s");
        assertThat(request.shown()).isEmpty();
    }

    @Test
    void takesRulesThatForwardToTargetsThatThereAre() {
        SourceRequest request = request("{'name':'a','provider':'github','processing':{'rules':[{'mode':"
                + "'store_and_forward','forward_to':['there']}]}}");

        assertThat(request.source().processing().rules()).isPresent();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "{'provider':'github'}|name must match",
                "{'name':'A','provider':'github'}|name must match",
                "{'name':7,'provider':'github'}|name is not a text",
                "{'name':'a'}|provider must be one of github, gitlab",
                "{'name':'a','provider':'GITHUB'}|provider must be one of",
                "{'name':'a','provider':'github','secret':' '}|secret is empty",
                "{'name':'a','provider':'github','settings':[]}|settings is not an object",
                "{'name':'a','provider':'hmac','settings':{'digest':'md5'}}|settings: digest is not known",
                "{'name':'a','provider':'github','processing':{'priority':'odd'}}|processing: priority must be",
                "{'name':'a','provider':'github','processing':{'rules':7}}|processing: rules",
                "{'name':'a','provider':'github','processing':{'rules':[{'mode':'store_and_forward','forward_to':['no']}]}}|targets"
                        + " that there are not: no"
            })
    void saysWhatIsWrong(String json, String message) {
        assertThatThrownBy(() -> request(json))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining(message);
    }

    private static SourceRequest request(String json) {
        ObjectNode object = (ObjectNode) Json.mapper().readTree(json.replace('\'', '"'));
        return SourceRequest.of(object, TENANT, Set.of(new TargetName("there")));
    }
}
