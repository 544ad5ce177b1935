package io.devmesh.edge.oauth;

import static java.lang.System.Logger.Level.WARNING;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.BadJWTException;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import io.devmesh.edge.auth.Identity;
import io.devmesh.edge.auth.TokenKeysAwayException;
import io.devmesh.edge.auth.TokenVerifier;
import io.devmesh.shared.tenant.Credentials;
import io.devmesh.shared.tenant.TenantId;
import io.devmesh.shared.tenant.TenantRepository;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.text.ParseException;
import java.time.Clock;
import java.util.Date;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;

/** Access tokens that are signed JWTs (RFC 9068), for us, of the one issuer that we trust. */
@ApplicationScoped
class JwtVerifier implements TokenVerifier {
    private static final System.Logger LOG = System.getLogger(JwtVerifier.class.getName());
    private static final Pattern THREE_PARTS = Pattern.compile("[\\w-]+\\.[\\w-]+\\.[\\w-]*");
    private static final int LONGEST = 16 << 10;

    /** How a header begins, which is a JSON object, in base64url; the library does not expect {@code null} in its place. */
    private static final String OBJECT = "e";

    private final OAuthConfig config;
    private final TokenTenants tenants;
    private final DefaultJWTProcessor<SecurityContext> processor;
    private final AtomicBoolean toldOfMissingClaim = new AtomicBoolean();

    JwtVerifier() {
        this.config = null;
        this.tenants = null;
        this.processor = null;
    }

    @Inject
    JwtVerifier(OAuthConfig config, TenantRepository tenants, Clock clock) {
        this(config, new TokenTenants(config.tenants(), tenants, System::nanoTime), clock, new Fetcher());
    }

    JwtVerifier(OAuthConfig config, TokenTenants tenants, Clock clock, Fetcher fetcher) {
        this.config = config;
        this.tenants = tenants;
        this.processor = config.issuer()
                .map(issuer -> processor(
                        config,
                        clock,
                        new IssuerKeys(
                                new KeySetSource(config.jwksUri(), new IssuerMetadata(issuer, fetcher), fetcher))))
                .orElse(null);
    }

    @Override
    public Optional<Identity> verify(Credentials credentials) {
        return processor == null
                ? Optional.empty()
                : credentials
                        .bearer()
                        .filter(text -> THREE_PARTS.matcher(text).matches())
                        .map(this::identity);
    }

    private Identity identity(String token) {
        if (token.length() > LONGEST) {
            return new Identity.BadToken("The token is too long");
        }
        if (!token.startsWith(OBJECT)) {
            return malformed();
        }
        try {
            return caller(new TokenClaims(processor.process(token, null)));
        } catch (BadJWTException claims) {
            return new Identity.BadToken("The token does not hold: " + claims.getMessage());
        } catch (KeySourceException away) {
            throw new TokenKeysAwayException(away);
        } catch (ParseException | BadJOSEException | JOSEException bad) {
            return malformed();
        }
    }

    private static Identity malformed() {
        return new Identity.BadToken("The token's form, type, algorithm or signature is not accepted");
    }

    private Identity caller(TokenClaims claims) {
        Optional<String> claim = claims.text(config.tenantClaim());
        if (claim.isEmpty()) {
            if (toldOfMissingClaim.compareAndSet(false, true)) {
                LOG.log(WARNING, "Tokens without the claim \"" + config.tenantClaim() + "\" lead to no tenant here");
            }
            return new Identity.Unassigned(
                    "The token has no claim \"" + config.tenantClaim() + "\" that names a tenant");
        }
        Optional<TenantId> tenant = tenants.find(claim.get());
        return tenant.isPresent()
                ? TokenCaller.of(claims, tenant.get())
                : new Identity.Unassigned("The token's claim \"" + config.tenantClaim() + "\" names no tenant here");
    }

    private static DefaultJWTProcessor<SecurityContext> processor(
            OAuthConfig config, Clock clock, JWSKeySelector<SecurityContext> keys) {
        DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
        // Without a type as well, because some servers give none; the audience tells access tokens from others.
        processor.setJWSTypeVerifier(new DefaultJOSEObjectTypeVerifier<>(
                new JOSEObjectType("at+jwt"), new JOSEObjectType("application/at+jwt"), JOSEObjectType.JWT, null));
        processor.setJWSKeySelector(keys);
        processor.setJWTClaimsSetVerifier(new ClaimsVerifier(config, clock));
        return processor;
    }

    /** Issuer, audience, subject and times. */
    private static final class ClaimsVerifier extends DefaultJWTClaimsVerifier<SecurityContext> {
        private final Clock clock;

        ClaimsVerifier(OAuthConfig config, Clock clock) {
            super(
                    config.audiences(),
                    new JWTClaimsSet.Builder()
                            .issuer(config.issuer().orElseThrow().toString())
                            .build(),
                    Set.of("exp", "sub"),
                    Set.of());
            this.clock = clock;
            setMaxClockSkew((int) TokenClaims.SKEW.toSeconds());
        }

        @Override
        protected Date currentTime() {
            return Date.from(clock.instant());
        }
    }
}
