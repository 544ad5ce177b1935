package io.devmesh.bridge;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.io.PrintWriter;

/** The process: standard streams and environment in, exit code out. */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        // Below what servers and load balancers keep an idle connection for, so that none is used while it is being
        // closed.
        System.setProperty("jdk.httpclient.keepalive.timeout", "4");
        OutputStream out = new FileOutputStream(FileDescriptor.out);
        // Standard output carries the protocol: whatever else prints there would break it.
        System.setOut(System.err);
        BridgeCommand command = new BridgeCommand(
                System.getenv(),
                new Streams(System.in, out, System.err),
                end -> Runtime.getRuntime().addShutdownHook(new Thread(end, "end")));
        System.exit(command.commandLine()
                .setOut(new PrintWriter(out, true, UTF_8))
                .setErr(new PrintWriter(System.err, true, UTF_8))
                .execute(arguments));
    }
}
