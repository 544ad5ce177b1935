package io.devmesh.benchmark.http;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A request as it goes over the wire.
 *
 * @param method of HTTP
 * @param headers beside Host and Content-Length
 */
public record HttpPost(String method, int port, String path, Map<String, String> headers, byte[] body) {
    public static HttpPost post(int port, String path, Map<String, String> headers, byte[] body) {
        return new HttpPost("POST", port, path, headers, body);
    }

    /** The same to another path. */
    public HttpPost to(String otherMethod, String otherPath, byte[] otherBody) {
        return new HttpPost(otherMethod, port, otherPath, headers, otherBody);
    }

    /** The same with another header. */
    public HttpPost with(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new HttpPost(method, port, path, more, body);
    }

    public byte[] bytes() {
        StringBuilder head = new StringBuilder();
        head.append(method).append(' ').append(path).append(" HTTP/1.1\r\n");
        head.append("Host: 127.0.0.1:").append(port).append("\r\n");
        headers.forEach(
                (name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        head.append("Content-Length: ").append(body.length).append("\r\n\r\n");
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(head.toString().getBytes(StandardCharsets.US_ASCII));
        all.writeBytes(body);
        return all.toByteArray();
    }
}
