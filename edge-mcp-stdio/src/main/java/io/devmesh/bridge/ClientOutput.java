package io.devmesh.bridge;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;

/** Messages for the client, each on one line. */
final class ClientOutput {
    private final OutputStream out;
    private final Log log;
    private boolean broken;

    ClientOutput(OutputStream out, Log log) {
        this.out = out;
        this.log = log;
    }

    /**
     * Returns when it is written.
     *
     * @param json line ends in it can only be between tokens, because a string can't hold them
     */
    synchronized void write(String json) {
        if (broken) {
            return;
        }
        try {
            out.write((json.replace('\n', ' ').replace('\r', ' ') + "\n").getBytes(UTF_8));
            out.flush();
        } catch (IOException gone) {
            // The client has gone, and the end of standard input will say so too.
            broken = true;
            log.say("standard output can't be written to: " + gone.getMessage());
        }
    }
}
