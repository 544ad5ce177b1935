package io.devmesh.bridge;

import java.io.PrintStream;

/** Lines for people, on standard error. */
record Log(PrintStream err) {
    void say(String line) {
        err.println("edge-mcp-stdio: " + line);
    }
}
