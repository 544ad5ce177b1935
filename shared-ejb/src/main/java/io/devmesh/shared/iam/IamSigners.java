package io.devmesh.shared.iam;

import java.nio.file.Path;
import java.util.Optional;

public final class IamSigners {
    private IamSigners() {}

    public static IamSigner load(Optional<Path> folder) {
        return java.util.ServiceLoader.load(IamSigner.class).findFirst().orElseThrow();
    }
}
