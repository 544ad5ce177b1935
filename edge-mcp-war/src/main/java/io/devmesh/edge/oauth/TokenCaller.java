package io.devmesh.edge.oauth;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.devmesh.edge.auth.Authenticated;
import io.devmesh.shared.tenant.Grants;
import io.devmesh.shared.tenant.Scope;
import io.devmesh.shared.tenant.TenantId;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Makes a caller of a token. What belongs to it (sessions, tasks, limits) stays its own when the token is renewed. */
public final class TokenCaller {
    /** API keys have ids of version 7. */
    private static final int VERSION = 8;

    private static final int LONGEST_NAME = 100;

    private TokenCaller() {}

    /** With the scopes that are known here, but never with the one for all tenants: a token is of one. */
    static Authenticated of(TokenClaims claims, TenantId tenant) {
        List<String> scopes = claims.scopes().stream()
                .filter(scope -> !scope.equals(Scope.PLATFORM.wire()))
                .toList();
        return new Authenticated(
                id(claims, tenant),
                tenant,
                name(claims.subject()),
                Grants.known(scopes, List.of()),
                Optional.of(claims.expiry().plus(TokenClaims.SKEW)));
    }

    /** Whether that caller came with a token rather than with an API key. */
    public static boolean isOne(Authenticated caller) {
        return caller.keyId().version() == VERSION;
    }

    /** The same for the same subject of the same issuer by means of the same program, and for nobody else. */
    private static UUID id(TokenClaims claims, TenantId tenant) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (String part :
                    new String[] {claims.claims().getIssuer(), claims.subject(), claims.client(), tenant.toString()}) {
                byte[] bytes = part.getBytes(UTF_8);
                digest.update(
                        ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).flip());
                digest.update(bytes);
            }
            ByteBuffer hash = ByteBuffer.wrap(digest.digest());
            long high = (hash.getLong() & ~0xF000L) | ((long) VERSION << 12);
            long low = (hash.getLong() & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L;
            return new UUID(high, low);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static String name(String subject) {
        String clean = "oauth:" + subject.replaceAll("\\p{Cntrl}", "");
        return clean.length() > LONGEST_NAME ? clean.substring(0, LONGEST_NAME) : clean;
    }
}
