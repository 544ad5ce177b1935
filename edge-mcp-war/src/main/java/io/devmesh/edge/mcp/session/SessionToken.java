package io.devmesh.edge.mcp.session;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.devmesh.edge.ask.ClientCapability;
import io.devmesh.edge.mcp.ProtocolVersion;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a session's id says, once it is opened; so most requests need nothing that is kept here.
 *
 * @param id 128 random bits, which name what is kept in Redis
 * @param version that was agreed on
 * @param capabilities of the client
 * @param begunAt when initialize came
 */
record SessionToken(String id, ProtocolVersion version, Set<ClientCapability> capabilities, Instant begunAt) {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int ID_BYTES = 16;

    static SessionToken create(ProtocolVersion version, Set<ClientCapability> capabilities, Instant now) {
        return new SessionToken(randomId(), version, capabilities, Instant.ofEpochSecond(now.getEpochSecond()));
    }

    /** 22 characters of Base64url. */
    static String randomId() {
        byte[] bytes = new byte[ID_BYTES];
        RANDOM.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    byte[] encode() {
        String names = capabilities.stream().map(Enum::name).collect(Collectors.joining(","));
        return String.join(" ", id, version.wire(), Long.toString(begunAt.getEpochSecond()), names)
                .getBytes(UTF_8);
    }

    /** Empty for what a version that we don't know has written. */
    static Optional<SessionToken> decode(byte[] content) {
        String[] parts = new String(content, UTF_8).split(" ", -1);
        if (parts.length != 4) {
            return Optional.empty();
        }
        Set<ClientCapability> capabilities = EnumSet.noneOf(ClientCapability.class);
        Arrays.stream(ClientCapability.values())
                .filter(known -> Arrays.asList(parts[3].split(",", -1)).contains(known.name()))
                .forEach(capabilities::add);
        return ProtocolVersion.ofWire(parts[1])
                .map(version -> new SessionToken(
                        parts[0], version, capabilities, Instant.ofEpochSecond(Long.parseLong(parts[2]))));
    }
}
