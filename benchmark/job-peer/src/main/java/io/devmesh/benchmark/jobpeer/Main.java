package io.devmesh.benchmark.jobpeer;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.logging.Level;
import java.util.logging.Logger;

/** The peer as a process. Lives until its standard input ends, which it does when the program that started it ends. */
public final class Main {
    private Main() {}

    /**
     * Starts the peer on the database of DATABASE_URL.
     *
     * @param arguments the port
     */
    public static void main(String[] arguments) throws IOException {
        Logger.getLogger("").setLevel(Level.WARNING);
        JobQueue queue = new JobQueue(System.getenv("DATABASE_URL"));
        InetSocketAddress address =
                new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(arguments[0]));
        HttpServer server = HttpServer.create(address, 0);
        server.createContext("/fill", new FillHandler(queue));
        server.createContext("/drain", new DrainHandler(queue));
        server.start();
        while (System.in.read() >= 0) {
            // Nothing is ever said.
        }
        System.exit(0);
    }
}
