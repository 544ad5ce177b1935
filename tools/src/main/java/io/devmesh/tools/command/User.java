package io.devmesh.tools.command;

/** Who runs a command, for the audit log. */
public final class User {
    private User() {}

    /** Whoever may run {@code devmesh} where the services' variables are, as the operating system calls them. */
    public static String actor() {
        return "command:" + System.getProperty("user.name", "unknown");
    }
}
