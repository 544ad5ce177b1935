package io.devmesh.shared.doctor;

import io.devmesh.shared.redis.RedisAddress;
import io.devmesh.shared.redis.RedisConfig;
import io.devmesh.shared.redis.RedisVariables;
import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.util.Optional;

/** From a name to a connection over which Redis answers, in plain text or TLS as configured. */
final class RedisTransport {
    private final RedisConfig config;
    private final RedisVariables variables;
    private final RedisAddress address;
    private final Route route;

    RedisTransport(RedisConfig config, RedisVariables variables, RedisAddress address) {
        this.config = config;
        this.variables = variables;
        this.address = address;
        this.route = new Route(
                address.host(),
                address.port(),
                config.limits().connectTimeout(),
                config.limits().socketTimeout());
    }

    /** Empty where there is none; why is among {@code findings} then. */
    Optional<Socket> open(Findings findings) {
        return switch (route.open()) {
            case Route.Outcome.Blocked blocked -> {
                new RedisRouteTrouble(variables, config.topology(), address).tell(blocked, findings);
                yield Optional.empty();
            }
            case Route.Outcome.Connected connected -> {
                Optional<Socket> ready = config.tls().isPresent()
                        ? secured(connected.socket(), findings)
                        : plain(connected.socket(), findings);
                ready.ifPresent(socket -> findings.ok(
                        Code.REDIS__CONNECTED,
                        address + " (" + connected.address().getHostAddress() + ") answers"
                                + (config.tls().isPresent() ? " over TLS" : " in plain text")));
                yield ready;
            }
        };
    }

    private Optional<Socket> plain(Socket socket, Findings findings) {
        Plaintext answer;
        try {
            answer = Plaintext.ping(socket);
        } catch (IOException impossibleInPlainText) {
            answer = new Plaintext.Closed(impossibleInPlainText.getMessage());
        }
        boolean silent = answer instanceof Plaintext.Closed || answer instanceof Plaintext.Silence;
        if (answer instanceof Plaintext.TlsAlert || (silent && speaksTls())) {
            Sockets.close(socket);
            String name = variables.name("TLS_ENABLED");
            findings.error(
                    Code.REDIS__TLS__SERVER_WANTS_TLS,
                    address + " did not answer PING in plain text, and speaks TLS",
                    name + " is false but the server speaks TLS",
                    "set " + name + "=true");
            return Optional.empty();
        }
        return judge(answer, socket, findings);
    }

    private boolean speaksTls() {
        return again().filter(socket -> Handshake.isSpokenOn(socket, address.host(), address.port()))
                .isPresent();
    }

    private Optional<Socket> secured(Socket socket, Findings findings) {
        Handshake handshake = new Handshake(config.tls().orElseThrow(), address.host(), address.port());
        try {
            Socket secure = handshake.secure(socket);
            if (config.skipsVerification()) {
                findings.warning(
                        Code.REDIS__TLS__VERIFICATION_SKIPPED,
                        "TLS with any certificate",
                        "Whoever is in the way can read and change what goes to Redis",
                        "set " + variables.name("TLS_SKIP_VERIFY") + "=false, and " + variables.name("TLS_CA_FILE")
                                + " where the JDK's trust store does not know the CA");
            }
            Plaintext answer = Plaintext.ping(secure);
            if (answer instanceof Plaintext.Closed) {
                handshake.hearOut(again());
            }
            return judge(answer, secure, findings);
        } catch (IOException | GeneralSecurityException failure) {
            Sockets.close(socket);
            tell(failure, handshake, findings);
            return Optional.empty();
        }
    }

    private void tell(Throwable failure, Handshake handshake, Findings findings) {
        TlsTrouble trouble = TlsTrouble.of(failure);
        RedisTlsTrouble report = new RedisTlsTrouble(config, variables, address);
        if ((trouble == TlsTrouble.NOT_TLS || trouble == TlsTrouble.OTHER) && speaksPlainText()) {
            report.serverHasNone(findings);
        } else {
            report.tell(trouble, failure, again().flatMap(handshake::look), findings);
        }
    }

    private boolean speaksPlainText() {
        return again().filter(socket -> {
                    try (socket) {
                        return Plaintext.ping(socket) instanceof Plaintext.Redis;
                    } catch (IOException none) {
                        return false;
                    }
                })
                .isPresent();
    }

    private Optional<Socket> again() {
        return route.open() instanceof Route.Outcome.Connected connected
                ? Optional.of(connected.socket())
                : Optional.empty();
    }

    private Optional<Socket> judge(Plaintext answer, Socket socket, Findings findings) {
        RedisSpeechTrouble trouble =
                new RedisSpeechTrouble(variables, config.topology().variable(), address);
        if (trouble.tell(answer, findings)) {
            Sockets.close(socket);
            return Optional.empty();
        }
        return Optional.of(socket);
    }
}
