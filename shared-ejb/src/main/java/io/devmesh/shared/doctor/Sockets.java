package io.devmesh.shared.doctor;

import java.io.IOException;
import java.net.Socket;

/** Ends conversations that have served their purpose. */
final class Sockets {
    private Sockets() {}

    static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException alreadyBroken) {
            // It is not used again.
        }
    }
}
