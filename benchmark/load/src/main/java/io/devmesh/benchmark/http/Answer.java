package io.devmesh.benchmark.http;

import java.nio.charset.StandardCharsets;

/** Finds the end of an answer in what has been received so far. */
final class Answer {
    private static final byte[] LENGTH = "content-length:".getBytes(StandardCharsets.US_ASCII);
    private static final int STATUS_AT = "HTTP/1.1 ".length();

    private final byte[] bytes;
    private int received;
    private int bodyStart = -1;
    private int end = -1;

    Answer(int capacity) {
        this.bytes = new byte[capacity];
    }

    byte[] buffer() {
        return bytes;
    }

    int received() {
        return received;
    }

    /** True once all of it is there. */
    boolean add(int count) {
        int from = received;
        received += count;
        if (bodyStart < 0) {
            findBody(Math.max(0, from - 3));
        }
        return bodyStart >= 0 && received >= end;
    }

    int status() {
        return (bytes[STATUS_AT] - '0') * 100 + (bytes[STATUS_AT + 1] - '0') * 10 + (bytes[STATUS_AT + 2] - '0');
    }

    int bodyLength() {
        return end - bodyStart;
    }

    byte[] body() {
        return java.util.Arrays.copyOfRange(bytes, bodyStart, end);
    }

    void clear() {
        received = 0;
        bodyStart = -1;
        end = -1;
    }

    private void findBody(int from) {
        for (int i = from; i + 3 < received; i++) {
            if (bytes[i] == '\r' && bytes[i + 1] == '\n' && bytes[i + 2] == '\r' && bytes[i + 3] == '\n') {
                bodyStart = i + 4;
                end = bodyStart + contentLength();
                return;
            }
        }
    }

    /** 0 where there is no such header: the servers that are measured never answer in chunks. */
    private int contentLength() {
        for (int i = STATUS_AT; i < bodyStart; i++) {
            if (bytes[i] == '\n' && startsWithLength(i + 1)) {
                return number(i + 1 + LENGTH.length);
            }
        }
        return 0;
    }

    private boolean startsWithLength(int at) {
        for (int i = 0; i < LENGTH.length; i++) {
            int lower = bytes[at + i] >= 'A' && bytes[at + i] <= 'Z' ? bytes[at + i] + ('a' - 'A') : bytes[at + i];
            if (lower != LENGTH[i]) {
                return false;
            }
        }
        return true;
    }

    private int number(int at) {
        int value = 0;
        for (int i = at; bytes[i] != '\r'; i++) {
            if (bytes[i] != ' ') {
                value = value * 10 + (bytes[i] - '0');
            }
        }
        return value;
    }
}
