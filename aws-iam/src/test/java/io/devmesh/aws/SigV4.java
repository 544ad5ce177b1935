package io.devmesh.aws;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.NavigableMap;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The arithmetic of AWS's Signature Version 4, written from its description and not from the SDK. */
final class SigV4 {
    static final String ALGORITHM = "AWS4-HMAC-SHA256";
    private static final String HMAC = "HmacSHA256";

    private SigV4() {}

    /** Of a GET of {@code /} without a body, that signs its host only. */
    static String canonicalRequest(String host, String canonicalQuery) {
        return String.join("\n", "GET", "/", canonicalQuery, "host:" + host, "", "host", hash(""));
    }

    /** Of a request without a query, that signs {@code headers}, which are sorted. */
    static String canonicalRequest(String method, String path, NavigableMap<String, String> headers, String body) {
        String lines = headers.entrySet().stream()
                .map(header -> header.getKey() + ":" + header.getValue().strip() + "\n")
                .collect(Collectors.joining());
        return String.join("\n", method, path, "", lines, String.join(";", headers.keySet()), hash(body));
    }

    static String stringToSign(String date, String scope, String canonicalRequest) {
        return String.join("\n", ALGORITHM, date, scope, hash(canonicalRequest));
    }

    /** {@code scope} is {@code day/region/service/aws4_request}. */
    static byte[] signingKey(String secretAccessKey, String scope) {
        byte[] key = ("AWS4" + secretAccessKey).getBytes(UTF_8);
        for (String part : scope.split("/", -1)) {
            key = hmac(key, part);
        }
        return key;
    }

    static String signature(byte[] signingKey, String stringToSign) {
        return HexFormat.of().formatHex(hmac(signingKey, stringToSign));
    }

    private static byte[] hmac(byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(key, HMAC));
            return mac.doFinal(text.getBytes(UTF_8));
        } catch (GeneralSecurityException absent) {
            throw new IllegalStateException(absent);
        }
    }

    private static String hash(String text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
        } catch (GeneralSecurityException absent) {
            throw new IllegalStateException(absent);
        }
    }
}
