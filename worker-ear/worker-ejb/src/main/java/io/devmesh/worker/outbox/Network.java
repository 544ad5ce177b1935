package io.devmesh.worker.outbox;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A range of addresses, {@code 10.0.0.0/8} or {@code fd00::/8}; without a length it is one address. */
record Network(byte[] address, int length) {
    /** Nothing in it is a name, so nobody is asked: four numbers, or something with a colon. */
    private static final Pattern FORM =
            Pattern.compile("(\\d{1,3}(?:\\.\\d{1,3}){3}|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*)(?:/(\\d{1,3}))?");

    Network {
        if (length < 0 || length > address.length * Byte.SIZE) {
            throw new IllegalArgumentException("no network has that length");
        }
    }

    /** Throws IllegalArgumentException where {@code text} is none. */
    static Network parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("not a network");
        }
        try {
            byte[] address = InetAddress.getByName(matcher.group(1)).getAddress();
            int all = address.length * Byte.SIZE;
            return new Network(address, matcher.group(2) == null ? all : Integer.parseInt(matcher.group(2)));
        } catch (UnknownHostException malformed) {
            throw new IllegalArgumentException("not an address", malformed);
        }
    }

    boolean contains(byte[] other) {
        if (other.length != address.length) {
            return false;
        }
        for (int bit = 0; bit < length; bit++) {
            int mask = 0x80 >> bit % Byte.SIZE;
            if (((address[bit / Byte.SIZE] ^ other[bit / Byte.SIZE]) & mask) != 0) {
                return false;
            }
        }
        return true;
    }
}
