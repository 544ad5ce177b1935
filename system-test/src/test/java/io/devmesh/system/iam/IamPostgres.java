package io.devmesh.system.iam;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.devmesh.aws.ExpectedLogin;
import io.devmesh.aws.SigV4Verifier;
import io.devmesh.system.servers.CertifiedKey;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import javax.net.ssl.SSLSocket;

/**
 * A PostgreSQL that is reached as an RDS with IAM is: by TLS, with a token as a clear-text password
 * (https://www.postgresql.org/docs/current/protocol-flow.html). The real server behind it trusts this one.
 */
public final class IamPostgres extends TlsFront {
    private static final int CLEARTEXT = 3;

    private final Function<Integer, ExpectedLogin> expected;
    private final SigV4Verifier verifier;
    private final Set<String> tokens = ConcurrentHashMap.newKeySet();

    /** @param expected of a client that signs for that port */
    public IamPostgres(
            InetSocketAddress server,
            CertifiedKey certificate,
            SigV4Verifier verifier,
            Function<Integer, ExpectedLogin> expected) {
        super(certificate, server);
        this.verifier = verifier;
        this.expected = expected;
        start();
    }

    /** How many different tokens were good. */
    public int tokens() {
        return tokens.size();
    }

    /** SSLRequest, answered with S. */
    @Override
    void greet(Socket client) throws IOException {
        var unused = read(client.getInputStream(), 8);
        write(client.getOutputStream(), new byte[] {'S'});
    }

    @Override
    Optional<byte[]> login(SSLSocket client) throws IOException {
        byte[] startup = message(client.getInputStream());
        write(
                client.getOutputStream(),
                ByteBuffer.allocate(9)
                        .put((byte) 'R')
                        .putInt(8)
                        .putInt(CLEARTEXT)
                        .array());
        int type = client.getInputStream().read();
        byte[] answer = message(client.getInputStream());
        String token = new String(answer, 4, answer.length - 5, UTF_8);
        Optional<String> refusal =
                type == 'p' ? verifier.refusal(token, expected.apply(port())) : Optional.of("message type " + type);
        if (refusal.isPresent()) {
            refuse(refusal.get());
            byte[] fields = "SFATAL\0C28P01\0Mpassword authentication failed\0\0".getBytes(UTF_8);
            write(
                    client.getOutputStream(),
                    ByteBuffer.allocate(5 + fields.length)
                            .put((byte) 'E')
                            .putInt(4 + fields.length)
                            .put(fields)
                            .array());
            return Optional.empty();
        }
        tokens.add(token);
        return Optional.of(startup);
    }

    /** With its length in front, which counts itself. */
    private static byte[] message(InputStream in) throws IOException {
        byte[] length = read(in, 4);
        int total = ByteBuffer.wrap(length).getInt();
        return ByteBuffer.allocate(total).put(length).put(read(in, total - 4)).array();
    }
}
