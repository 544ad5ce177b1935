package io.devmesh.shared.iam;

import java.nio.file.Path;
import java.util.Optional;

/** Finds the {@link IamSigner}. */
public final class IamSigners {
    private IamSigners() {}

    /**
     * The signer; the same one for the same folder. Throws ConfigurationException where there is none.
     *
     * @param folder with the jars of the AWS libraries, as {@code DEVMESH_AWS_LIB} names it
     */
    public static IamSigner load(Optional<Path> folder) {
        return AwsLibraries.load(IamSigner.class, folder, "IAM authentication needs them");
    }
}
