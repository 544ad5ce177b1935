package io.devmesh.benchmark.javapeer;

import java.io.IOException;
import java.util.logging.Level;
import java.util.logging.Logger;

/** The peer as a process. Lives until its standard input ends, which it does when the program that started it ends. */
public final class Main {
    private Main() {}

    /**
     * Starts the peer.
     *
     * @param arguments the port
     */
    public static void main(String[] arguments) throws IOException {
        Logger.getLogger("").setLevel(Level.WARNING);
        new TomcatPeer(Integer.parseInt(arguments[0])).start();
        while (System.in.read() >= 0) {
            // Nothing is ever said.
        }
        System.exit(0);
    }
}
