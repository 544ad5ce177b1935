package io.devmesh.aws;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Checks a request that is signed in its header, as AWS's services do. */
record SignedCall(IssuedCredentials issued, String region, String service) {
    private static final Pattern AUTHORIZATION = Pattern.compile(
            SigV4.ALGORITHM + " Credential=([^/]+)/([^,]+), ?SignedHeaders=([^,]+), ?Signature=([0-9a-f]{64})");
    private static final List<String> MUST_BE_SIGNED = List.of("host", "x-amz-date", "x-amz-target");

    /** Why {@code request} is not accepted; empty where it is. */
    Optional<String> refusal(StandInServer.Request request) {
        Matcher parts = AUTHORIZATION.matcher(request.authorization());
        if (!parts.matches()) {
            return Optional.of("no signature");
        }
        String date = request.header("x-amz-date");
        String scope = date.split("T", -1)[0] + "/" + region + "/" + service + "/aws4_request";
        if (!parts.group(1).equals(issued.accessKeyId()) || !parts.group(2).equals(scope)) {
            return Optional.of("credential: " + parts.group(1) + "/" + parts.group(2));
        }
        if (!request.header("x-amz-security-token").equals(issued.sessionToken().orElse(""))) {
            return Optional.of("session token");
        }
        List<String> signed = List.of(parts.group(3).split(";", -1));
        if (!signed.containsAll(MUST_BE_SIGNED)) {
            return Optional.of("signed headers: " + signed);
        }
        return same(parts.group(4), signature(request, signed, date, scope))
                ? Optional.empty()
                : Optional.of("signature: does not match");
    }

    private String signature(StandInServer.Request request, List<String> signed, String date, String scope) {
        NavigableMap<String, String> headers = new TreeMap<>();
        signed.forEach(name -> headers.put(name, request.header(name)));
        return SigV4.signature(
                SigV4.signingKey(issued.secretAccessKey(), scope),
                SigV4.stringToSign(
                        date,
                        scope,
                        SigV4.canonicalRequest(request.method(), request.path(), headers, request.body())));
    }

    private static boolean same(String one, String other) {
        return MessageDigest.isEqual(one.getBytes(UTF_8), other.getBytes(UTF_8));
    }
}
