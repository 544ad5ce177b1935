package io.devmesh.edge.oauth;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.source.JWKSetUnavailableException;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.jwk.source.RateLimitReachedException;
import com.nimbusds.jose.proc.JWSKeySelector;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import java.security.Key;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * The keys that may have signed a token. They are fetched anew every few minutes, and when a token names one that is not
 * known, at most every few seconds; those that are known go on for an hour while they can't be fetched.
 */
final class IssuerKeys implements JWSKeySelector<SecurityContext> {
    /** Asymmetric ones only: with others whoever can check a token can make one, and public keys would do as secrets. */
    static final Set<JWSAlgorithm> ALGORITHMS = Set.of(
            JWSAlgorithm.RS256,
            JWSAlgorithm.RS384,
            JWSAlgorithm.RS512,
            JWSAlgorithm.PS256,
            JWSAlgorithm.PS384,
            JWSAlgorithm.PS512,
            JWSAlgorithm.ES256,
            JWSAlgorithm.ES384,
            JWSAlgorithm.ES512);

    private static final Duration FRESH = Duration.ofMinutes(5);
    private static final Duration WAIT = Duration.ofSeconds(10);
    private static final Duration BETWEEN = Duration.ofSeconds(5);
    private static final Duration OUTAGE = Duration.ofHours(1);

    private final KeySetSource source;
    private final JWSKeySelector<SecurityContext> selector;

    IssuerKeys(KeySetSource source) {
        this.source = source;
        // Not ahead of time, which would take a thread of the library's own.
        this.selector = new JWSVerificationKeySelector<>(
                ALGORITHMS,
                JWKSourceBuilder.create(source)
                        .cache(FRESH.toMillis(), WAIT.toMillis())
                        .refreshAheadCache(false)
                        .rateLimited(BETWEEN.toMillis())
                        .outageTolerant(OUTAGE.toMillis())
                        .build());
    }

    /** Throws where the key is unknown and may be one that can't be fetched now. */
    @Override
    public List<? extends Key> selectJWSKeys(JWSHeader header, SecurityContext context) throws KeySourceException {
        if (!ALGORITHMS.contains(header.getAlgorithm())) {
            return List.of();
        }
        List<? extends Key> keys = known(header, context);
        if (keys.isEmpty() && source.isAway()) {
            throw new JWKSetUnavailableException("an unknown key, and none can be fetched");
        }
        return keys;
    }

    private List<? extends Key> known(JWSHeader header, SecurityContext context) throws KeySourceException {
        try {
            return selector.selectJWSKeys(header, context);
        } catch (RateLimitReachedException asked) {
            // A moment ago, and it was not there.
            return List.of();
        }
    }
}
