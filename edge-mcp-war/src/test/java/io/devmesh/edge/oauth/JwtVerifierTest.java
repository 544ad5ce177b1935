package io.devmesh.edge.oauth;

import static io.devmesh.edge.oauth.Issuer.NOW;
import static io.devmesh.edge.oauth.Issuer.in;
import static io.devmesh.edge.oauth.Issuer.token;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import io.devmesh.edge.auth.Authenticated;
import io.devmesh.edge.auth.Identity;
import io.devmesh.edge.auth.Identity.BadToken;
import io.devmesh.edge.auth.Identity.Unassigned;
import io.devmesh.edge.auth.TokenKeysAwayException;
import io.devmesh.shared.config.Settings;
import io.devmesh.shared.tenant.Credentials;
import io.devmesh.shared.tenant.Grants;
import io.devmesh.shared.tenant.Scope;
import io.devmesh.shared.tenant.TenantId;
import io.devmesh.shared.tenant.TenantRepository;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JwtVerifierTest {
    private static final TenantId ACME = new TenantId(new UUID(0, 1));

    private final Issuer issuer = new Issuer();
    private final RSAKey key = issuer.rotate("first");
    private final Tenants tenants = new Tenants();
    private final JwtVerifier verifier = verifier(Map.of());

    @Test
    void letsTheSubjectInWithTheTenantAndTheScopesThatAreKnown() {
        Authenticated caller = caller(token(key, same()));

        assertThat(caller.tenant()).isEqualTo(ACME);
        assertThat(caller.keyName()).isEqualTo("oauth:ada");
        assertThat(caller.grants()).isEqualTo(Grants.of(Scope.EVENTS_READ, Scope.EVENTS_REPLAY));
        assertThat(caller.expiresAt()).contains(NOW.plus(Duration.ofMinutes(6)));
        assertThat(TokenCaller.isOne(caller)).isTrue();
    }

    @Test
    void keepsItsIdWhenTheTokenIsRenewedAndSharesItWithNobody() {
        UUID first = caller(token(key, same())).keyId();

        assertThat(caller(token(key, claims -> claims.expirationTime(in(Duration.ofMinutes(9)))))
                        .keyId())
                .isEqualTo(first);
        assertThat(caller(token(key, claims -> claims.subject("bob"))).keyId()).isNotEqualTo(first);
        assertThat(caller(token(key, claims -> claims.claim("client_id", "other")))
                        .keyId())
                .isNotEqualTo(first);
        assertThat(caller(token(key, claims -> claims.subject("adaa").claim("client_id", "gent")))
                        .keyId())
                .isNotEqualTo(first);
    }

    @Test
    void takesNoControlCharactersAndNoNovelAsAName() {
        String name = caller(token(key, claims -> claims.subject("a\nb\u0000" + "x".repeat(500))))
                .keyName();

        assertThat(name).startsWith("oauth:abxx").hasSize(100);
    }

    @Test
    void readsScopesFromAListToo() {
        assertThat(caller(token(
                                key,
                                claims -> claims.claim("scope", null)
                                        .claim("scp", List.of("events:replay", "tools:call:event_*", "x"))))
                        .grants()
                        .wires())
                .containsExactly("events:replay", "tools:call:event_*");
        assertThat(caller(token(key, claims -> claims.claim("scope", 7)))
                        .grants()
                        .wires())
                .isEmpty();
    }

    @Test
    void givesNobodyAllTenants() {
        assertThat(caller(token(key, claims -> claims.claim("scope", "platform admin")))
                        .grants())
                .isEqualTo(Grants.of(Scope.ADMIN));
    }

    @ParameterizedTest
    @ValueSource(strings = {"JWT", "jwt", "at+jwt", "AT+JWT", "application/at+jwt"})
    void takesAccessTokensByTheirType(String type) throws JOSEException {
        assertThat(verify(typed(new JOSEObjectType(type)))).isInstanceOf(Authenticated.class);
    }

    @Test
    void takesTokensWithoutAType() throws JOSEException {
        assertThat(verify(typed(null))).isInstanceOf(Authenticated.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"logout+jwt", "dpop+jwt", "secevent+jwt", "JOSE"})
    void takesNothingElseThatIsSigned(String type) throws JOSEException {
        assertThat(verify(typed(new JOSEObjectType(type)))).isInstanceOf(BadToken.class);
    }

    @Test
    void takesEllipticCurvesAndPss() throws JOSEException {
        ECKey curve = new ECKeyGenerator(Curve.P_256).keyID("curve").generate();
        issuer.publish(curve);
        JWSHeader es = new JWSHeader.Builder(JWSAlgorithm.ES256).keyID("curve").build();
        JWSHeader ps = new JWSHeader.Builder(JWSAlgorithm.PS256).keyID("first").build();

        assertThat(verify(Issuer.signed(es, Issuer.claims(same()), new ECDSASigner(curve))))
                .isInstanceOf(Authenticated.class);
        assertThat(verify(Issuer.signed(ps, Issuer.claims(same()), new RSASSASigner(key))))
                .isInstanceOf(Authenticated.class);
    }

    @Test
    void refusesTokensThatNobodySigned() {
        assertThat(verify(new PlainJWT(Issuer.claims(same())).serialize())).isInstanceOf(BadToken.class);
    }

    @Test
    void refusesAPublicKeyAsASecret() throws JOSEException {
        for (byte[] secret : List.of(
                key.toRSAPublicKey().getEncoded(),
                key.toPublicJWK().toJSONString().getBytes(UTF_8),
                ("-----BEGIN PUBLIC KEY-----\n"
                                + Base64.getMimeEncoder()
                                        .encodeToString(key.toRSAPublicKey().getEncoded())
                                + "\n-----END PUBLIC KEY-----\n")
                        .getBytes(UTF_8))) {
            JWSHeader header =
                    new JWSHeader.Builder(JWSAlgorithm.HS256).keyID("first").build();

            assertThat(verify(Issuer.signed(header, Issuer.claims(same()), new MACSigner(secret))))
                    .isInstanceOf(BadToken.class);
        }
    }

    @Test
    void refusesAKeyThatTheTokenBringsAlong() throws JOSEException {
        RSAKey thief = Issuer.newKey("first");
        JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.RS256)
                .keyID("first")
                .jwk(thief.toPublicJWK())
                .build();

        assertThat(verify(Issuer.signed(header, Issuer.claims(same()), new RSASSASigner(thief))))
                .isInstanceOf(BadToken.class);
    }

    @Test
    void refusesWhatWasChangedAfterwards() {
        String[] parts = token(key, same()).split("\\.", -1);
        String other = token(key, claims -> claims.subject("root")).split("\\.", -1)[1];

        assertThat(verify(parts[0] + "." + other + "." + parts[2])).isInstanceOf(BadToken.class);
        assertThat(verify(parts[0] + "." + parts[1] + ".")).isInstanceOf(BadToken.class);
    }

    @Test
    void refusesOtherIssuersAudiencesAndTimes() {
        assertThat(verify(token(key, claims -> claims.issuer(Issuer.ISSUER + "/"))))
                .isInstanceOf(BadToken.class);
        assertThat(verify(token(key, claims -> claims.issuer(null)))).isInstanceOf(BadToken.class);
        assertThat(verify(token(key, claims -> claims.audience("https://other.example.com/mcp"))))
                .isInstanceOf(BadToken.class);
        assertThat(verify(token(key, claims -> claims.audience(List.of())))).isInstanceOf(BadToken.class);
        assertThat(verify(token(key, claims -> claims.subject(null)))).isInstanceOf(BadToken.class);
        assertThat(verify(token(key, claims -> claims.expirationTime(null)))).isInstanceOf(BadToken.class);
        assertThat(verify(token(key, claims -> claims.expirationTime(in(Duration.ofSeconds(-61))))))
                .isInstanceOf(BadToken.class);
        assertThat(verify(token(key, claims -> claims.notBeforeTime(in(Duration.ofSeconds(61))))))
                .isInstanceOf(BadToken.class);
    }

    @Test
    void allowsAMinuteBetweenTheClocks() {
        assertThat(verify(token(key, claims -> claims.expirationTime(in(Duration.ofSeconds(-59))))))
                .isInstanceOf(Authenticated.class);
        assertThat(verify(token(key, claims -> claims.notBeforeTime(in(Duration.ofSeconds(59))))))
                .isInstanceOf(Authenticated.class);
    }

    @Test
    void takesOneAudienceAmongSeveral() {
        assertThat(verify(token(key, claims -> claims.audience(List.of("other", Issuer.RESOURCE)))))
                .isInstanceOf(Authenticated.class);
    }

    @Test
    void learnsANewKeyWhenATokenNamesIt() {
        verify(token(key, same()));
        RSAKey next = issuer.rotate("second");

        assertThat(verify(token(next, same()))).isInstanceOf(Authenticated.class);
        assertThat(verify(token(key, same()))).isInstanceOf(BadToken.class);
    }

    @Test
    void doesNotAskForKeysForEveryTokenOfAnUnknownOne() {
        RSAKey unknown = Issuer.newKey("unknown");
        for (int i = 0; i < 50; i++) {
            assertThat(verify(token(unknown, same()))).isInstanceOf(BadToken.class);
        }

        assertThat(issuer.fetched())
                .filteredOn("https://login.example.com/keys"::equals)
                .hasSizeLessThanOrEqualTo(3);
        assertThat(verify(token(key, same()))).isInstanceOf(Authenticated.class);
    }

    @Test
    void goesOnWithKnownKeysWhileNoneCanBeFetchedAndCannotTellOfOthers() {
        verify(token(key, same()));
        issuer.setAway(true);

        assertThatThrownBy(() -> verify(token(Issuer.newKey("second"), same())))
                .isInstanceOf(TokenKeysAwayException.class);
        assertThatThrownBy(() -> verify(token(Issuer.newKey("third"), same())))
                .isInstanceOf(TokenKeysAwayException.class);
        assertThat(verify(token(key, same()))).isInstanceOf(Authenticated.class);
        assertThat(verify(token(key, claims -> claims.audience("other")))).isInstanceOf(BadToken.class);
    }

    @Test
    void cannotTellOfAnyTokenBeforeItHasKeys() {
        issuer.setAway(true);
        for (int i = 0; i < 5; i++) {
            assertThatThrownBy(() -> verify(token(key, same()))).isInstanceOf(TokenKeysAwayException.class);
        }
    }

    @Test
    void believesNoMetadataOfAnotherIssuer() {
        issuer.say("{\"issuer\":\"https://evil.example.com\",\"jwks_uri\":\"https://login.example.com/keys\"}");

        assertThatThrownBy(() -> verify(token(key, same()))).isInstanceOf(TokenKeysAwayException.class);
    }

    @Test
    void fetchesNoKeysThatOthersCouldChangeOnTheWay() {
        issuer.say("{\"issuer\":\"" + Issuer.ISSUER + "\",\"jwks_uri\":\"http://login.example.com/keys\"}");

        assertThatThrownBy(() -> verify(token(key, same()))).isInstanceOf(TokenKeysAwayException.class);
    }

    @Test
    void asksForNoMetadataWhereItIsToldWhereTheKeysAre() {
        JwtVerifier told = verifier(Map.of("EDGE_MCP_OAUTH_JWKS_URI", "https://login.example.com/keys"));

        assertThat(verify(told, token(key, same()))).isInstanceOf(Authenticated.class);
        assertThat(issuer.fetched()).containsExactly("https://login.example.com/keys");
    }

    @Test
    void assignsNobodyWithoutATenantOfOurs() {
        assertThat(verify(token(key, claims -> claims.claim("tenant", null)))).isInstanceOf(Unassigned.class);
        assertThat(verify(token(key, claims -> claims.claim("tenant", List.of("acme")))))
                .isInstanceOf(Unassigned.class);
        assertThat(verify(token(key, claims -> claims.claim("tenant", "nobody"))))
                .isInstanceOf(Unassigned.class);
        assertThat(verify(token(key, claims -> claims.claim("tenant", "x".repeat(10_000)))))
                .isInstanceOf(Unassigned.class);
    }

    @Test
    void findsTheTenantByItsIdToo() {
        assertThat(caller(token(key, claims -> claims.claim("tenant", ACME.toString())))
                        .tenant())
                .isEqualTo(ACME);
    }

    @Test
    void takesOnlyWhatTheMapNamesWhereThereIsOne() {
        JwtVerifier mapped = verifier(
                Map.of("EDGE_MCP_OAUTH_TENANT_CLAIM", "org", "EDGE_MCP_OAUTH_TENANT_MAP", "17=acme,18=nobody"));

        assertThat(verify(mapped, token(key, claims -> claims.claim("org", "17"))))
                .isInstanceOf(Authenticated.class);
        for (String other : List.of("18", "19", "acme")) {
            assertThat(verify(mapped, token(key, claims -> claims.claim("org", other))))
                    .isInstanceOf(Unassigned.class);
        }
    }

    @Test
    void remembersTenantsForAWhile() {
        for (int i = 0; i < 10; i++) {
            caller(token(key, same()));
        }

        assertThat(tenants.asked).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"usr_0123456789012345678901234567890123456789012", "a.b", "a.b.c.d.e", "..", "opaque", ""})
    void leavesWhatIsNoTokenToOthers(String credential) {
        assertThat(verifier.verify(Credentials.of(Map.of("Authorization", "Bearer " + credential)::get)))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.b.c", "e30.e30.", "eyJhbGciOiJSUzI1NiJ9.e30.e30"})
    void refusesWhatOnlyLooksLikeAToken(String credential) {
        assertThat(verify(credential)).isInstanceOf(BadToken.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'alg':'RS256','crit':[]}",
                "{'alg':'RS256','crit':['exp'],'exp':1}",
                "{'alg':'RS256','crit':['b64'],'b64':false}",
                "{'alg':'RS256','b64':'x'}",
                "{'alg':'RS256','jwk':{'kty':'oct','k':'AAAA'}}",
                "{'alg':'RS256','jku':'https://evil.example.com/keys','x5u':'http://evil.example.com'}",
                "{'alg':'RS256','x5c':['AAAA'],'kid':7}",
                "{'alg':'NONE'}",
                "{'alg':null}",
                "{'alg':'dir','enc':'A128GCM'}",
                "{'alg':'RS256','alg':'none'}",
                "{'alg':'RS256','typ':{}}",
                "[]",
                "null",
                "{"
            })
    void refusesOddHeadersAndFollowsNone(String header) {
        String payload = token(key, same()).split("\\.", -1)[1];

        assertThat(verify(encoded(header.replace('\'', '"')) + "." + payload + ".AAAA"))
                .isInstanceOf(BadToken.class);
        assertThat(issuer.fetched()).noneMatch(address -> address.contains("evil"));
    }

    @Test
    void refusesWhatIsNestedWithoutEnd() {
        String deep = "[".repeat(5_000);

        assertThat(verify(encoded("{\"alg\":\"RS256\",\"x\":" + deep) + ".e30.AAAA"))
                .isInstanceOf(BadToken.class);
        assertThat(verify(encoded("{\"alg\":\"RS256\",\"x\":" + deep + "]".repeat(5_000) + "}") + ".e30.AAAA"))
                .isInstanceOf(BadToken.class);
    }

    @Test
    void refusesTokensThatAreTooLongWithoutReadingThem() {
        assertThat(verify(token(key, claims -> claims.claim("x", "y".repeat(20_000)))))
                .isEqualTo(new BadToken("The token is too long"));
    }

    @Test
    void takesTokensInNoOtherHeader() {
        assertThat(verifier.verify(Credentials.of(Map.of("X-API-Key", token(key, same()))::get)))
                .isEmpty();
    }

    @Test
    void takesNoTokensWhereOAuthIsOff() {
        JwtVerifier off = new JwtVerifier(
                OAuthConfig.from(Settings.of(Map.of())), null, Clock.fixed(NOW, ZoneOffset.UTC), issuer);

        assertThat(off.verify(Credentials.of(Map.of("Authorization", "Bearer " + token(key, same()))::get)))
                .isEmpty();
    }

    private static String encoded(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(UTF_8));
    }

    private String typed(JOSEObjectType type) throws JOSEException {
        JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.RS256)
                .keyID("first")
                .type(type)
                .build();
        return Issuer.signed(header, Issuer.claims(same()), new RSASSASigner(key));
    }

    private Authenticated caller(String token) {
        return (Authenticated) verify(token);
    }

    private Identity verify(String token) {
        return verify(verifier, token);
    }

    private static Identity verify(JwtVerifier verifier, String token) {
        return verifier.verify(Credentials.of(Map.of("Authorization", "Bearer " + token)::get))
                .orElseThrow();
    }

    private static UnaryOperator<JWTClaimsSet.Builder> same() {
        return UnaryOperator.identity();
    }

    private JwtVerifier verifier(Map<String, String> more) {
        Map<String, String> settings = new HashMap<>(more);
        settings.put("EDGE_MCP_OAUTH_ISSUER", Issuer.ISSUER);
        settings.put("EDGE_MCP_OAUTH_RESOURCE", Issuer.RESOURCE);
        OAuthConfig config = OAuthConfig.from(Settings.of(settings));
        return new JwtVerifier(
                config, new TokenTenants(config.tenants(), tenants, () -> 0), Clock.fixed(NOW, ZoneOffset.UTC), issuer);
    }

    /** One tenant in memory. */
    private static final class Tenants extends TenantRepository {
        private int asked;

        Tenants() {
            super(null);
        }

        @Override
        public Optional<TenantId> find(String name) {
            asked++;
            return name.equals("acme") ? Optional.of(ACME) : Optional.empty();
        }

        @Override
        public Optional<TenantId> findById(UUID id) {
            return id.equals(ACME.value()) ? Optional.of(ACME) : Optional.empty();
        }
    }
}
