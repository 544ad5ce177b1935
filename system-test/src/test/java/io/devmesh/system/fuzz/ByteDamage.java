package io.devmesh.system.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.List;

/** Damages bytes, whatever they mean. */
final class ByteDamage {
    private static final List<String> PIECES = List.of(
            ",", "{", "}", "[", "]", "\"", "\\", "\\u", "\\ud800", "NaN", "-", "0", "e", "/*x*/", "'", "\u0000", "null",
            " ");
    /** No UTF-8: a lone continuation, something overlong, half a surrogate pair, beyond Unicode. */
    private static final List<String> NO_TEXT =
            List.of("\u0080", "\u00c0\u00af", "\u00ed\u00a0\u0080", "\u00f5\u0080\u0080\u0080", "\u00ff");

    private final Dice dice;

    ByteDamage(Dice dice) {
        this.dice = dice;
    }

    byte[] apply(byte[] bytes) {
        int at = dice.below(bytes.length + 1);
        return switch (dice.below(9)) {
            case 0 -> Arrays.copyOf(bytes, at);
            case 1 -> flipped(bytes);
            case 2 -> insert(bytes, at, dice.of(PIECES).getBytes(UTF_8));
            case 3 -> insert(bytes, at, dice.of(NO_TEXT).getBytes(ISO_8859_1));
            case 4 -> insert(bytes, at, dice.bytes(1 + dice.below(8)));
            case 5 -> insert(bytes, 0, "\ufeff".getBytes(UTF_8));
            case 6 -> new String(bytes, UTF_8).getBytes(UTF_16BE);
            case 7 -> insert(bytes, at, bytes);
            default ->
                insert(
                        Arrays.copyOf(bytes, at),
                        at,
                        Arrays.copyOfRange(bytes, dice.below(bytes.length + 1), bytes.length));
        };
    }

    private byte[] flipped(byte[] bytes) {
        byte[] damaged = bytes.clone();
        for (int left = bytes.length == 0 ? 0 : 1 + dice.below(4); left > 0; left--) {
            damaged[dice.below(damaged.length)] ^= (byte) (1 << dice.below(8));
        }
        return damaged;
    }

    private static byte[] insert(byte[] bytes, int at, byte[] piece) {
        byte[] longer = Arrays.copyOf(bytes, bytes.length + piece.length);
        System.arraycopy(piece, 0, longer, at, piece.length);
        System.arraycopy(bytes, at, longer, at + piece.length, bytes.length - at);
        return longer;
    }
}
