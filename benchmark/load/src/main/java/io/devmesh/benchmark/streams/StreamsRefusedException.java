package io.devmesh.benchmark.streams;

/** A server does not have such streams; the message is what it answered. */
final class StreamsRefusedException extends Exception {
    private static final long serialVersionUID = 1L;

    StreamsRefusedException(String message) {
        super(message);
    }
}
