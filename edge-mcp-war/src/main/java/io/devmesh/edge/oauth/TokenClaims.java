package io.devmesh.edge.oauth;

import com.nimbusds.jwt.JWTClaimsSet;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a token that holds says, whatever dialect its authorization server speaks. */
record TokenClaims(JWTClaimsSet claims) {
    /** How much clocks may differ. */
    static final Duration SKEW = Duration.ofMinutes(1);

    String subject() {
        return claims.getSubject();
    }

    Instant expiry() {
        return claims.getExpirationTime().toInstant();
    }

    /** The program that acts for the subject; empty where it is not told. */
    String client() {
        return Stream.of("client_id", "azp", "appid")
                .flatMap(name -> text(name).stream())
                .findFirst()
                .orElse("");
    }

    /** {@code scope} as in RFC 9068, a text with blanks; or {@code scp}, which is a text or a list. */
    Set<String> scopes() {
        return Stream.of("scope", "scp")
                .map(claims::getClaim)
                .flatMap(TokenClaims::words)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Of that claim, where it is a text that is not blank. */
    Optional<String> text(String name) {
        return claims.getClaim(name) instanceof String text && !text.isBlank() ? Optional.of(text) : Optional.empty();
    }

    private static Stream<String> words(Object claim) {
        return switch (claim) {
            case String text -> Arrays.stream(text.split(" ", -1)).filter(word -> !word.isEmpty());
            case Collection<?> list -> list.stream().flatMap(TokenClaims::words);
            case null, default -> Stream.empty();
        };
    }
}
