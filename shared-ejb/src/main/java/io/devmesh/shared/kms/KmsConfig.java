package io.devmesh.shared.kms;

import static io.devmesh.shared.config.Settings.refuse;

import io.devmesh.shared.config.Settings;
import io.devmesh.shared.iam.AwsLibraries;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A key of AWS KMS.
 *
 * @param keyId id or ARN of a key or alias
 * @param libraries the folder with the AWS libraries
 */
public record KmsConfig(String keyId, Optional<Path> libraries) {
    /** The variable that names the key. */
    public static final String VARIABLE = "SECRETS_KMS_KEY_ID";

    private static final String ARN = "arn:aws[a-z-]{0,16}:kms:[a-z0-9-]{1,32}:\\d{12}:";
    private static final String KEY = "[A-Za-z0-9-]{1,64}";
    private static final String ALIAS = "alias/[A-Za-z0-9/_-]{1,250}";
    private static final Pattern ID =
            Pattern.compile("(?:" + ARN + ")?" + ALIAS + "|" + ARN + "key/" + KEY + "|" + KEY);
    private static final Pattern KEY_ARN = Pattern.compile(ARN + "key/" + KEY);

    /** Empty where no key is named. */
    public static Optional<KmsConfig> from(Settings settings) {
        return settings.text("SECRETS_KMS_KEY_ID")
                .map(String::strip)
                .map(id -> new KmsConfig(checked(id), settings.folder("DEVMESH_AWS_LIB")));
    }

    /** Whether {@code text} is the whole ARN of a key; no other goes into an address. */
    public static boolean isKeyArn(String text) {
        return KEY_ARN.matcher(text).matches();
    }

    /** The same one for the same folder; throws ConfigurationException where the libraries are not there. */
    public KmsCipher cipher() {
        return cipher(libraries);
    }

    /** That of {@code libraries}, likewise. */
    public static KmsCipher cipher(Optional<Path> libraries) {
        return AwsLibraries.load(KmsCipher.class, libraries, "KMS needs them");
    }

    private static String checked(String id) {
        if (!ID.matcher(id).matches()) {
            throw refuse(VARIABLE, id, "is no key of KMS", "set a key's id or ARN, or alias/NAME or its ARN");
        }
        return id;
    }
}
