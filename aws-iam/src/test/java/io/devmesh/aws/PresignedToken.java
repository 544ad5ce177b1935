package io.devmesh.aws;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A token taken apart: {@code host/?query}. */
record PresignedToken(String host, NavigableMap<String, String> parameters) {
    private static final String UNRESERVED = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";

    /** Throws {@link IllegalArgumentException} where it is no such thing. */
    static PresignedToken parse(String token) {
        int query = token.indexOf("/?");
        if (query < 1 || token.substring(0, query).contains("/")) {
            throw new IllegalArgumentException("not of the form host/?query");
        }
        NavigableMap<String, String> parameters = new TreeMap<>();
        for (String pair : token.substring(query + 2).split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals < 1) {
                throw new IllegalArgumentException("a parameter without value");
            }
            if (parameters.put(decode(pair.substring(0, equals)), decode(pair.substring(equals + 1))) != null) {
                throw new IllegalArgumentException("a parameter given twice");
            }
        }
        return new PresignedToken(token.substring(0, query), parameters);
    }

    /** Empty where it is not there. */
    String parameter(String name) {
        return parameters.getOrDefault(name, "");
    }

    /** What is not about the signature. */
    Map<String, String> request() {
        return parameters.entrySet().stream()
                .filter(parameter -> !parameter.getKey().startsWith("X-Amz-"))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** Sorted and encoded as the algorithm wants it, without the signature itself. */
    String canonicalQuery() {
        return parameters.entrySet().stream()
                .filter(parameter -> !parameter.getKey().equals("X-Amz-Signature"))
                .map(parameter -> encode(parameter.getKey()) + "=" + encode(parameter.getValue()))
                .sorted()
                .collect(Collectors.joining("&"));
    }

    private static String decode(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    private static String encode(String text) {
        StringBuilder encoded = new StringBuilder();
        for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
            if (UNRESERVED.indexOf(octet) >= 0) {
                encoded.append((char) octet);
            } else {
                encoded.append(String.format("%%%02X", octet & 0xff));
            }
        }
        return encoded.toString();
    }
}
