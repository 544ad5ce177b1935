package io.devmesh.tools.command;

/** Who runs a command, for the audit log. */
public final class User {
    private User() {}

    /** As the operating system calls them. */
    public static String name() {
        return System.getProperty("user.name", "unknown");
    }
}
