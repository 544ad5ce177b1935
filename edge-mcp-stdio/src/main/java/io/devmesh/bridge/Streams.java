package io.devmesh.bridge;

import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;

/**
 * What a process talks through.
 *
 * @param in messages of the client
 * @param out messages for the client, nothing else
 * @param err lines for people
 */
record Streams(InputStream in, OutputStream out, PrintStream err) {}
