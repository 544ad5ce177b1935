package io.devmesh.edge.oauth;

import static java.lang.System.Logger.Level.INFO;
import static java.lang.System.Logger.Level.WARNING;

import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.JWKSetCacheRefreshEvaluator;
import com.nimbusds.jose.jwk.source.JWKSetSource;
import com.nimbusds.jose.jwk.source.JWKSetUnavailableException;
import com.nimbusds.jose.proc.SecurityContext;
import java.io.IOException;
import java.net.URI;
import java.text.ParseException;
import java.util.Optional;

/** Fetches the authorization server's keys, each time it is asked, and knows whether that worked last. Says so in the log where it changes. */
final class KeySetSource implements JWKSetSource<SecurityContext> {
    private static final System.Logger LOG = System.getLogger(KeySetSource.class.getName());

    private final Optional<URI> configured;
    private final IssuerMetadata metadata;
    private final Fetcher fetcher;
    private volatile Optional<URI> discovered = Optional.empty();
    private volatile boolean away;

    KeySetSource(Optional<URI> configured, IssuerMetadata metadata, Fetcher fetcher) {
        this.configured = configured;
        this.metadata = metadata;
        this.fetcher = fetcher;
    }

    /** Whether the last attempt failed. */
    boolean isAway() {
        return away;
    }

    @Override
    public JWKSet getJWKSet(JWKSetCacheRefreshEvaluator refresh, long now, SecurityContext context)
            throws JWKSetUnavailableException {
        try {
            JWKSet keys = JWKSet.parse(fetcher.fetch(address()));
            if (away) {
                LOG.log(INFO, "The keys of the authorization server can be fetched again");
            }
            away = false;
            return keys;
        } catch (IOException | ParseException failure) {
            if (!away) {
                LOG.log(WARNING, "The keys of the authorization server can't be fetched: " + failure.getMessage());
            }
            away = true;
            throw new JWKSetUnavailableException("no keys", failure);
        }
    }

    private URI address() throws IOException {
        Optional<URI> known = configured.isPresent() ? configured : discovered;
        if (known.isPresent()) {
            return known.get();
        }
        URI found = metadata.jwksUri();
        discovered = Optional.of(found);
        return found;
    }

    @Override
    public void close() {
        // Holds nothing.
    }
}
