package io.devmesh.system.iam;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.devmesh.aws.ExpectedLogin;
import io.devmesh.aws.SigV4Verifier;
import io.devmesh.system.servers.CertifiedKey;
import io.devmesh.system.servers.RedisServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.SSLSocket;
import redis.clients.jedis.Protocol;

/**
 * A Redis that is reached as an ElastiCache with IAM is: by TLS, with a token as the password. A good token becomes the
 * user's password by ACL, so that Redis itself checks it once more.
 */
public final class IamRedis extends TlsFront {
    private final RedisServer redis;
    private final String user;
    private final SigV4Verifier verifier;
    private final ExpectedLogin expected;
    private final Set<String> tokens = ConcurrentHashMap.newKeySet();

    public IamRedis(
            RedisServer redis, CertifiedKey certificate, String user, SigV4Verifier verifier, ExpectedLogin expected) {
        super(certificate, new InetSocketAddress(redis.host(), redis.port()));
        this.redis = redis;
        this.user = user;
        this.verifier = verifier;
        this.expected = expected;
        start();
    }

    /** How many different tokens were good. */
    public int tokens() {
        return tokens.size();
    }

    /**
     * Before {@code HELLO 2 AUTH user token} or {@code AUTH user token} each command is answered with NOAUTH, over a
     * connection that stays, as Redis does; the login is passed on as it is.
     */
    @Override
    Optional<byte[]> login(SSLSocket client) throws IOException {
        ByteArrayOutputStream raw = new ByteArrayOutputStream();
        List<String> command = credentials(command(client.getInputStream(), raw));
        while (!command.getFirst().equals("AUTH")) {
            answer(client, "NOAUTH Authentication required.");
            raw.reset();
            command = credentials(command(client.getInputStream(), raw));
        }
        Optional<String> refusal = refusal(command);
        if (refusal.isPresent()) {
            refuse(refusal.get());
            answer(client, "WRONGPASS invalid username-password pair or user is disabled.");
            return Optional.empty();
        }
        String token = command.getLast();
        tokens.add(token);
        redis.command(Protocol.Command.ACL, "SETUSER", user, "on", ">" + token, "~*", "&*", "+@all");
        return Optional.of(raw.toByteArray());
    }

    private static void answer(SSLSocket client, String error) throws IOException {
        write(client.getOutputStream(), ("-" + error + "\r\n").getBytes(UTF_8));
    }

    /** {@code AUTH user token}, wherever it stands in the command. */
    private static List<String> credentials(List<String> command) {
        int auth = command.indexOf("AUTH");
        return auth < 0 ? command : command.subList(auth, command.size());
    }

    private Optional<String> refusal(List<String> command) {
        if (command.size() != 3 || !command.get(1).equals(user)) {
            return Optional.of("no AUTH of " + user);
        }
        return verifier.refusal(command.getLast(), expected);
    }

    /** A RESP array of bulk strings. */
    private static List<String> command(InputStream in, ByteArrayOutputStream raw) throws IOException {
        int count = Integer.parseInt(line(in, raw).substring(1));
        List<String> words = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int length = Integer.parseInt(line(in, raw).substring(1));
            byte[] word = read(in, length + 2);
            raw.write(word);
            words.add(new String(word, 0, length, UTF_8));
        }
        return words;
    }

    private static String line(InputStream in, ByteArrayOutputStream raw) throws IOException {
        StringBuilder line = new StringBuilder();
        int last = 0;
        while (last != '\n') {
            last = read(in, 1)[0];
            raw.write(last);
            line.append((char) last);
        }
        return line.toString().strip();
    }
}
