package io.devmesh.benchmark.http;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Finds the end of an answer in what has been received so far. */
final class Answer {
    private static final byte[] LENGTH = "content-length:".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] CHUNKED = "transfer-encoding: chunked".getBytes(StandardCharsets.US_ASCII);
    private static final int STATUS_AT = "HTTP/1.1 ".length();

    private final byte[] bytes;
    private int received;
    private int bodyStart = -1;
    private int bodyLength;
    private int end = -1;

    /** Where the next chunk's size is to be read; -1 where the answer has a length. */
    private int chunk = -1;

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
        if (bodyStart < 0) {
            return false;
        }
        return chunk < 0 ? received >= end : isLastChunkThere();
    }

    int status() {
        return (bytes[STATUS_AT] - '0') * 100 + (bytes[STATUS_AT + 1] - '0') * 10 + (bytes[STATUS_AT + 2] - '0');
    }

    /** Status line and headers. */
    String head() {
        return new String(bytes, 0, bodyStart, StandardCharsets.US_ASCII);
    }

    /** Without what divides it into chunks. */
    int bodyLength() {
        return bodyLength;
    }

    byte[] body() {
        if (chunk < 0) {
            return Arrays.copyOfRange(bytes, bodyStart, end);
        }
        ByteArrayOutputStream body = new ByteArrayOutputStream(bodyLength);
        int at = bodyStart;
        while (at < chunk) {
            int data = lineEnd(at) + 2;
            int size = hexadecimal(at);
            body.write(bytes, data, size);
            at = data + size + 2;
        }
        return body.toByteArray();
    }

    void clear() {
        received = 0;
        bodyStart = -1;
        bodyLength = 0;
        end = -1;
        chunk = -1;
    }

    private void findBody(int from) {
        for (int i = from; i + 3 < received; i++) {
            if (bytes[i] == '\r' && bytes[i + 1] == '\n' && bytes[i + 2] == '\r' && bytes[i + 3] == '\n') {
                bodyStart = i + 4;
                if (headerAt(CHUNKED) >= 0) {
                    chunk = bodyStart;
                    return;
                }
                int length = headerAt(LENGTH);
                bodyLength = length < 0 ? 0 : number(length + LENGTH.length);
                end = bodyStart + bodyLength;
                return;
            }
        }
    }

    /** None of the servers that are measured sends anything after the last chunk, which is empty. */
    private boolean isLastChunkThere() {
        for (int sizeEnd = lineEnd(chunk); sizeEnd >= 0; sizeEnd = lineEnd(chunk)) {
            int size = hexadecimal(chunk);
            int next = sizeEnd + 2 + size + 2;
            if (received < next) {
                return false;
            }
            if (size == 0) {
                return true;
            }
            bodyLength += size;
            chunk = next;
        }
        return false;
    }

    private int lineEnd(int from) {
        for (int i = from; i + 1 < received; i++) {
            if (bytes[i] == '\r' && bytes[i + 1] == '\n') {
                return i;
            }
        }
        return -1;
    }

    private int hexadecimal(int at) {
        int value = 0;
        for (int i = at; Character.digit(bytes[i], 16) >= 0; i++) {
            value = value * 16 + Character.digit(bytes[i], 16);
        }
        return value;
    }

    /** Where a header line begins so, or -1. */
    private int headerAt(byte[] beginning) {
        for (int i = STATUS_AT; i < bodyStart - beginning.length; i++) {
            if (bytes[i] == '\n' && begins(i + 1, beginning)) {
                return i + 1;
            }
        }
        return -1;
    }

    private boolean begins(int at, byte[] beginning) {
        for (int i = 0; i < beginning.length; i++) {
            int lower = bytes[at + i] >= 'A' && bytes[at + i] <= 'Z' ? bytes[at + i] + ('a' - 'A') : bytes[at + i];
            if (lower != beginning[i]) {
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
