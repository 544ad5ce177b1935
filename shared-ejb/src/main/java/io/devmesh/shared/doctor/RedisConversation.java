package io.devmesh.shared.doctor;

import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Connection;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;

/** Commands over one connection, which nothing was said on but PING; nothing is sent unasked and nothing tried again. */
final class RedisConversation implements AutoCloseable {
    private final Connection connection;

    RedisConversation(Socket socket) {
        this.connection = new Connection(() -> socket);
    }

    /** @throws LostConnectionException where no answer came */
    Reply ask(List<String> words) {
        try {
            CommandArguments arguments = new CommandArguments(() -> bytes(words.getFirst()));
            words.subList(1, words.size()).forEach(word -> arguments.add(bytes(word)));
            return new Reply(false, decoded(connection.executeCommand(arguments)));
        } catch (JedisDataException error) {
            return new Reply(true, error.getMessage());
        } catch (JedisConnectionException lost) {
            throw new LostConnectionException(words.getFirst(), lost);
        }
    }

    Reply ask(String... words) {
        return ask(List.of(words));
    }

    /** The fields of {@code INFO section}; empty where it is not allowed. */
    Map<String, String> info(String section) {
        Reply reply = ask("INFO", section);
        return reply.error()
                ? Map.of()
                : reply.text()
                        .lines()
                        .map(line -> line.split(":", 2))
                        .filter(pair -> pair.length == 2)
                        .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1], (first, second) -> second));
    }

    private static Object decoded(Object reply) {
        return switch (reply) {
            case null -> "";
            case byte[] text -> new String(text, StandardCharsets.UTF_8);
            case List<?> list -> list.stream().map(RedisConversation::decoded).toList();
            case JedisDataException nested -> String.valueOf(nested.getMessage());
            default -> reply.toString();
        };
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (JedisConnectionException alreadyGone) {
            // It is not used again.
        }
    }

    /**
     * What Redis answered.
     *
     * @param value a String, or a List of such
     */
    record Reply(boolean error, Object value) {
        String text() {
            return value.toString();
        }

        List<?> list() {
            return value instanceof List<?> list ? list : List.of(value);
        }

        /** Whether it is the error of that code, such as {@code NOPERM}. */
        boolean is(String code) {
            return error && (text().equals(code) || text().startsWith(code + " "));
        }
    }
}
