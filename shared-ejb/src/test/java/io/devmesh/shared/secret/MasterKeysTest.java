package io.devmesh.shared.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.devmesh.shared.config.ConfigurationException;
import io.devmesh.shared.config.Settings;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MasterKeysTest {
    private static final String KEY = Base64.getEncoder().encodeToString(new byte[32]);

    @Test
    void warnsWhereThereIsNone() {
        MasterKeys none = keys("");

        assertThat(none.isEmpty()).isTrue();
        assertThat(none.warnings()).singleElement().asString().startsWith("SECRETS_MASTER_KEY is not set");
    }

    @Test
    void takesOneWithoutAnId() {
        assertThat(keys(KEY).newestId()).isEqualTo("default");
    }

    @Test
    void takesSeveralOfWhichTheFirstIsTheNewest() {
        MasterKeys keys = keys("2026-11:" + KEY + ", default:" + KEY);

        assertThat(keys.newestId()).isEqualTo("2026-11");
        assertThat(keys).hasToString("MasterKeys[2026-11, default]");
        assertThat(keys.warnings()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a:c2hvcnQ=      | has a key of 5 bytes",
                "a:not-base64    | has a key that is not base64",
                "ä:KEY           | has an id that is not of the form",
                "KEY,            | has a key of 0 bytes",
                "a:KEY,a:KEY     | has two keys under one id",
            })
    void refusesAnythingElseWithoutShowingIt(String text, String rule) {
        assertThatThrownBy(() -> keys(text.replace("KEY", KEY)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith("SECRETS_MASTER_KEY=\"***\" " + rule)
                .hasMessageNotContaining(KEY)
                .hasMessageNotContaining("c2hvcnQ");
    }

    @Test
    void showsIdsOnly() {
        assertThat(keys("a:" + KEY)).hasToString("MasterKeys[a]");
    }

    @Test
    void refusesAKeyOfKmsBesideOneOfAFile() {
        assertThatThrownBy(() -> MasterKeys.from(
                        Settings.of(Map.of("SECRETS_MASTER_KEY", KEY, "SECRETS_KMS_KEY_ID", "alias/devmesh"))))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("SECRETS_KMS_KEY_ID=\"alias/devmesh\" does not go with SECRETS_MASTER_KEY: unset one of"
                        + " them; on the way to KMS name the file's key SECRETS_OLD_MASTER_KEY.");
    }

    @Test
    void refusesAnOldKeyWithoutKms() {
        assertThatThrownBy(() -> MasterKeys.from(Settings.of(Map.of("SECRETS_OLD_MASTER_KEY", KEY))))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith("SECRETS_OLD_MASTER_KEY=\"***\" is for the way to KMS only")
                .hasMessageNotContaining(KEY);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "alias/",
                "devmesh key",
                "arn:aws:s3:::devmesh",
                "arn:aws:kms:eu-central-1:123456789012:devmesh",
                "arn:aws:kms:example.org/:123456789012:key/1",
                "a,b",
            })
    void refusesWhatIsNoKeyOfKms(String id) {
        assertThatThrownBy(() -> MasterKeys.from(Settings.of(Map.of("SECRETS_KMS_KEY_ID", id))))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith("SECRETS_KMS_KEY_ID=\"" + id + "\" is no key of KMS");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "alias/devmesh/master_1",
                "1234abcd-12ab-34cd-56ef-1234567890ab",
                "mrk-1234abcd12ab34cd56ef1234567890ab",
                "arn:aws:kms:eu-central-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab",
                "arn:aws-us-gov:kms:us-gov-west-1:123456789012:alias/devmesh",
            })
    void wantsTheAwsLibrariesForAKeyOfKms(String id) {
        assertThatThrownBy(() -> MasterKeys.from(Settings.of(Map.of("SECRETS_KMS_KEY_ID", id))))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage(
                        "DEVMESH_AWS_LIB names no folder with AWS libraries: KMS needs them, so name the folder that"
                                + " has them.");
    }

    private static MasterKeys keys(String text) {
        return MasterKeys.from(Settings.of(Map.of("SECRETS_MASTER_KEY", text)));
    }
}
