package io.devmesh.edge.oauth;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.function.UnaryOperator;

/** An authorization server in memory: its metadata, its keys, and tokens that it signs. */
final class Issuer extends Fetcher {
    static final String ISSUER = "https://login.example.com/realms/acme";
    static final String RESOURCE = "https://mcp.example.com/mcp";
    static final Instant NOW = Instant.parse("2026-11-27T08:00:00Z");

    private final List<JWK> published = new ArrayList<>();
    private final List<String> fetched = new ArrayList<>();
    private String metadata = "{\"issuer\":\"" + ISSUER + "\",\"jwks_uri\":\"https://login.example.com/keys\"}";
    private boolean away;

    /** A new key pair, which everybody can see. */
    RSAKey rotate(String id) {
        RSAKey key = newKey(id);
        published.clear();
        published.add(key.toPublicJWK());
        return key;
    }

    static RSAKey newKey(String id) {
        try {
            return new RSAKeyGenerator(2048).keyID(id).generate();
        } catch (JOSEException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    void publish(JWK key) {
        published.add(key.toPublicJWK());
    }

    void setAway(boolean away) {
        this.away = away;
    }

    void say(String otherMetadata) {
        metadata = otherMetadata;
    }

    List<String> fetched() {
        return fetched;
    }

    @Override
    String fetch(URI address) throws IOException {
        fetched.add(address.toString());
        if (away) {
            throw new IOException("Connection refused");
        }
        return switch (address.toString()) {
            case "https://login.example.com/realms/acme/.well-known/openid-configuration" -> metadata;
            case "https://login.example.com/keys" -> new JWKSet(published).toString();
            default -> throw new IOException("404");
        };
    }

    /** A token that holds, unless {@code change} makes it another. */
    static String token(RSAKey key, UnaryOperator<JWTClaimsSet.Builder> change) {
        JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.RS256)
                .keyID(key.getKeyID())
                .type(new JOSEObjectType("at+jwt"))
                .build();
        try {
            return signed(header, claims(change), new RSASSASigner(key));
        } catch (JOSEException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    static String signed(JWSHeader header, JWTClaimsSet claims, JWSSigner signer) {
        SignedJWT token = new SignedJWT(header, claims);
        try {
            token.sign(signer);
        } catch (JOSEException impossible) {
            throw new IllegalStateException(impossible);
        }
        return token.serialize();
    }

    static JWTClaimsSet claims(UnaryOperator<JWTClaimsSet.Builder> change) {
        return change.apply(new JWTClaimsSet.Builder()
                        .issuer(ISSUER)
                        .audience(RESOURCE)
                        .subject("ada")
                        .expirationTime(in(Duration.ofMinutes(5)))
                        .claim("client_id", "agent")
                        .claim("scope", "events:read events:replay shoes:tie")
                        .claim("tenant", "acme"))
                .build();
    }

    static Date in(Duration time) {
        return Date.from(NOW.plus(time));
    }
}
