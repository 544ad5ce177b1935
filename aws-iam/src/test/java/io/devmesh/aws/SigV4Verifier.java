package io.devmesh.aws;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/**
 * Checks a token as ElastiCache and RDS do: whose it is, what it is for, whether it is still good, and the signature. For
 * tests of whatever sends tokens; it shares no code with what signs them.
 */
public final class SigV4Verifier {
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'");
    private static final int LONGEST_VALIDITY_SECONDS = 900;
    private static final Duration CLOCK_SKEW = Duration.ofMinutes(5);

    private final Clock clock;
    private final IssuedCredentials issued;

    public SigV4Verifier(Clock clock, IssuedCredentials issued) {
        this.clock = clock;
        this.issued = issued;
    }

    /** Why {@code token} is no good for {@code login}; empty where it is good. */
    public Optional<String> refusal(String token, ExpectedLogin login) {
        PresignedToken presigned;
        try {
            presigned = PresignedToken.parse(token);
        } catch (IllegalArgumentException malformed) {
            return Optional.of("form: " + malformed.getMessage());
        }
        return request(presigned, login)
                .or(() -> owner(presigned, login))
                .or(() -> time(presigned))
                .or(() -> signature(presigned));
    }

    private Optional<String> request(PresignedToken token, ExpectedLogin login) {
        if (!token.host().equals(login.host())) {
            return Optional.of("host: " + token.host());
        }
        return refuse(!token.request().equals(login.parameters()), "request: " + token.request());
    }

    private Optional<String> owner(PresignedToken token, ExpectedLogin login) {
        String day = token.parameter("X-Amz-Date").split("T", -1)[0];
        String expected = String.join("/", issued.accessKeyId(), day, login.region(), login.service(), "aws4_request");
        String credential = token.parameter("X-Amz-Credential");
        return refuse(!credential.equals(expected), "credential: " + credential)
                .or(() -> refuse(
                        !token.parameter("X-Amz-Security-Token")
                                .equals(issued.sessionToken().orElse("")),
                        "session token"));
    }

    private Optional<String> time(PresignedToken token) {
        Instant signed;
        int validity;
        try {
            signed = LocalDateTime.parse(token.parameter("X-Amz-Date"), DATE).toInstant(ZoneOffset.UTC);
            validity = Integer.parseInt(token.parameter("X-Amz-Expires"));
        } catch (DateTimeParseException | NumberFormatException malformed) {
            return Optional.of("time: " + malformed.getMessage());
        }
        if (validity < 1 || validity > LONGEST_VALIDITY_SECONDS) {
            return Optional.of("time: valid for " + validity + " s");
        }
        Instant now = clock.instant();
        return refuse(now.isAfter(signed.plusSeconds(validity)), "time: expired")
                .or(() -> refuse(signed.isAfter(now.plus(CLOCK_SKEW)), "time: not yet valid"));
    }

    private Optional<String> signature(PresignedToken token) {
        if (!token.parameter("X-Amz-Algorithm").equals(SigV4.ALGORITHM)
                || !token.parameter("X-Amz-SignedHeaders").equals("host")) {
            return Optional.of("signature: another algorithm, or other headers");
        }
        String credential = token.parameter("X-Amz-Credential");
        String scope = credential.substring(credential.indexOf('/') + 1);
        String expected = SigV4.signature(
                SigV4.signingKey(issued.secretAccessKey(), scope),
                SigV4.stringToSign(
                        token.parameter("X-Amz-Date"),
                        scope,
                        SigV4.canonicalRequest(token.host(), token.canonicalQuery())));
        boolean same = MessageDigest.isEqual(
                expected.getBytes(UTF_8), token.parameter("X-Amz-Signature").getBytes(UTF_8));
        return refuse(!same, "signature: does not match");
    }

    private static Optional<String> refuse(boolean bad, String reason) {
        return bad ? Optional.of(reason) : Optional.empty();
    }
}
