package io.devmesh.aws;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.devmesh.shared.json.Json;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * In the place of AWS KMS: Encrypt and Decrypt with symmetric keys, for whoever signs his requests as the one that may. A
 * ciphertext tells its key, and is bound to the encryption context.
 */
public final class KmsStandIn implements AutoCloseable {
    private static final String TYPE = "application/x-amz-json-1.1";
    private static final String TARGET = "TrentService.";
    private static final int NONCE_BYTES = 12;
    private static final SecureRandom RANDOM = new SecureRandom();

    /** What was asked. */
    public record Call(String action, String keyId, Map<String, String> context) {}

    private record Fault(int status, String code, String message) {}

    private final SignedCall signature;
    private final String region;
    private final Map<String, SecretKeySpec> keys = new ConcurrentHashMap<>();
    private final Map<String, String> aliases = new ConcurrentHashMap<>();
    private final List<Call> calls = new CopyOnWriteArrayList<>();
    private final CountDownLatch end = new CountDownLatch(1);
    private final StandInServer server;
    private volatile Optional<Fault> fault = Optional.empty();
    private volatile boolean silent;

    /** Runs from here on, for whoever has {@code issued}. */
    public KmsStandIn(IssuedCredentials issued, String region) {
        this.signature = new SignedCall(issued, region, "kms");
        this.region = region;
        this.server = new StandInServer(this::answer);
    }

    /** For AWS_ENDPOINT_URL_KMS. */
    public URI address() {
        return server.address();
    }

    /** A new key, that {@code alias} names from now on; its ARN. */
    public String create(String alias) {
        byte[] key = new byte[32];
        RANDOM.nextBytes(key);
        String arn = arn("key/" + UUID.randomUUID());
        keys.put(arn, new SecretKeySpec(key, "AES"));
        aliases.put(alias, arn);
        return arn;
    }

    /** Answers everything with this error. */
    public void fails(int status, String code, String message) {
        fault = Optional.of(new Fault(status, code, message));
    }

    /** Answers nothing any more. */
    public void silence() {
        silent = true;
    }

    public void works() {
        fault = Optional.empty();
    }

    /** What it was asked so far, by whoever may. */
    public List<Call> calls() {
        return List.copyOf(calls);
    }

    /** How many requests came, with those that were tried again. */
    public int requests() {
        return server.requests();
    }

    @Override
    public void close() {
        end.countDown();
        server.close();
    }

    private String arn(String resource) {
        return "arn:aws:kms:" + region + ":123456789012:" + resource;
    }

    private StandInServer.Answer answer(StandInServer.Request request) {
        if (silent) {
            awaitEnd();
        }
        return signature
                .refusal(request)
                .map(why -> error(new Fault(400, "InvalidSignatureException", why)))
                .or(() -> fault.map(KmsStandIn::error))
                .orElseGet(() -> operate(request));
    }

    private void awaitEnd() {
        try {
            end.await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private StandInServer.Answer operate(StandInServer.Request request) {
        JsonNode body = Json.mapper().readTree(request.body());
        String action = request.header("x-amz-target").replace(TARGET, "");
        String keyId = body.path("KeyId").asString("");
        Map<String, String> context = new TreeMap<>();
        body.path("EncryptionContext")
                .properties()
                .forEach(entry -> context.put(entry.getKey(), entry.getValue().stringValue()));
        calls.add(new Call(action, keyId, context));
        String arn = resolve(keyId);
        SecretKeySpec key = keys.get(arn);
        if (key == null) {
            return error(new Fault(400, "NotFoundException", "Key '" + arn + "' does not exist"));
        }
        try {
            return switch (action) {
                case "Encrypt" -> encrypted(arn, key, bytes(body, "Plaintext"), context);
                case "Decrypt" -> decrypted(arn, key, bytes(body, "CiphertextBlob"), context);
                default -> error(new Fault(400, "UnknownOperationException", action));
            };
        } catch (GeneralSecurityException forged) {
            return error(new Fault(400, "InvalidCiphertextException", ""));
        }
    }

    private String resolve(String keyId) {
        if (keyId.startsWith("alias/")) {
            return aliases.getOrDefault(keyId, arn(keyId));
        }
        return keyId.startsWith("arn:") ? keyId : arn("key/" + keyId);
    }

    private static StandInServer.Answer encrypted(
            String arn, SecretKeySpec key, byte[] plain, Map<String, String> context) throws GeneralSecurityException {
        byte[] nonce = new byte[NONCE_BYTES];
        RANDOM.nextBytes(nonce);
        byte[] sealed = cipher(Cipher.ENCRYPT_MODE, key, nonce, context).doFinal(plain);
        String blob = String.join(" ", arn, base64(nonce), base64(sealed));
        return answer(Map.of("KeyId", arn, "CiphertextBlob", base64(blob.getBytes(UTF_8))));
    }

    private static StandInServer.Answer decrypted(
            String arn, SecretKeySpec key, byte[] blob, Map<String, String> context) throws GeneralSecurityException {
        String[] parts = new String(blob, UTF_8).split(" ", -1);
        if (!parts[0].equals(arn)) {
            return error(new Fault(400, "IncorrectKeyException", "The key ID in the request does not identify"));
        }
        Base64.Decoder decoder = Base64.getDecoder();
        byte[] plain = cipher(Cipher.DECRYPT_MODE, key, decoder.decode(parts[1]), context)
                .doFinal(decoder.decode(parts[2]));
        return answer(Map.of("KeyId", arn, "Plaintext", base64(plain)));
    }

    private static Cipher cipher(int mode, SecretKeySpec key, byte[] nonce, Map<String, String> context)
            throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(128, nonce));
        cipher.updateAAD(context.toString().getBytes(UTF_8));
        return cipher;
    }

    private static StandInServer.Answer answer(Map<String, String> body) {
        return new StandInServer.Answer(200, TYPE, Json.mapper().writeValueAsString(body));
    }

    private static StandInServer.Answer error(Fault fault) {
        ObjectNode body =
                Json.mapper().createObjectNode().put("__type", fault.code).put("message", fault.message);
        return new StandInServer.Answer(fault.status, TYPE, body.toString());
    }

    private static byte[] bytes(JsonNode body, String name) {
        return Base64.getDecoder().decode(body.path(name).stringValue());
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
