package io.devmesh.shared.telemetry;

/** Says in one line why something failed. */
public final class RootCause {
    private RootCause() {}

    /** The first line of the innermost message, or the innermost type's name where it has none. */
    public static String of(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root.getMessage() == null
                ? root.getClass().getSimpleName()
                : root.getMessage().lines().findFirst().orElse("");
    }
}
