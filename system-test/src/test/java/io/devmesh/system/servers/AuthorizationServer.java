package io.devmesh.system.servers;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.oauth2.sdk.TokenRequest;
import java.net.InetAddress;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import no.nav.security.mock.oauth2.MockOAuth2Server;
import no.nav.security.mock.oauth2.OAuth2Config;
import no.nav.security.mock.oauth2.token.KeyProvider;
import no.nav.security.mock.oauth2.token.OAuth2TokenCallback;
import no.nav.security.mock.oauth2.token.OAuth2TokenProvider;

/**
 * An OAuth authorization server that gives every client what it asks for: the scopes, and the resource as audience (RFC
 * 8707). It is reached through a proxy, which a test can have refuse.
 */
public final class AuthorizationServer implements AutoCloseable {
    private static final String NAME = "login";

    private final Keys keys = new Keys();
    private final MockOAuth2Server server;
    private final TcpProxy proxy;

    /** @param claims that are in each token */
    public AuthorizationServer(Map<String, Object> claims) {
        this.server = new MockOAuth2Server(
                new OAuth2Config(false, null, null, false, new OAuth2TokenProvider(keys), Set.of(new Policy(claims))));
        server.start(InetAddress.getLoopbackAddress(), 0);
        this.proxy = TcpProxy.to("127.0.0.1", server.baseUrl().port());
    }

    public URI issuer() {
        return URI.create("http://" + proxy.address() + "/" + NAME);
    }

    /** Signs with a new key from now on, and shows no other. */
    public void rotate() {
        keys.current = Keys.create();
    }

    /** Whatever the server would say, nobody hears it. */
    public void setAway(boolean away) {
        if (away) {
            proxy.refuse();
            proxy.cut();
        } else {
            proxy.accept();
        }
    }

    @Override
    public void close() {
        proxy.close();
        server.shutdown();
    }

    private static final class Keys extends KeyProvider {
        private volatile JWK current = create();

        @Override
        public JWK signingKey(String issuer) {
            return current;
        }

        private static JWK create() {
            try {
                return new RSAKeyGenerator(2048)
                        .keyID(UUID.randomUUID().toString())
                        .algorithm(JWSAlgorithm.RS256)
                        .generate();
            } catch (JOSEException impossible) {
                throw new IllegalStateException(impossible);
            }
        }
    }

    private record Policy(Map<String, Object> claims) implements OAuth2TokenCallback {
        @Override
        public String issuerId() {
            return NAME;
        }

        @Override
        public String subject(TokenRequest request) {
            return "ada";
        }

        @Override
        public String typeHeader(TokenRequest request) {
            return "at+jwt";
        }

        @Override
        public List<String> audience(TokenRequest request) {
            return request.getResources() == null
                    ? List.of()
                    : request.getResources().stream().map(URI::toString).toList();
        }

        @Override
        public Map<String, Object> addClaims(TokenRequest request) {
            Map<String, Object> all = new HashMap<>(claims);
            all.put(
                    "scope",
                    request.getScope() == null ? "" : request.getScope().toString());
            all.put("client_id", request.getClientAuthentication().getClientID().getValue());
            return all;
        }

        @Override
        public long tokenExpiry() {
            return 600;
        }
    }
}
