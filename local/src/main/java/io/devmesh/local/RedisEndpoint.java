package io.devmesh.local;

/**
 * Where a Redis of this machine listens.
 *
 * @param host an address of the machine, such as 127.0.0.1 or ::1
 * @param port for either plain text or TLS
 * @param tls whether it speaks TLS and nothing else there
 */
public record RedisEndpoint(String host, int port, boolean tls) {
    /** Plain text on a free port of 127.0.0.1. */
    static RedisEndpoint free() {
        return new RedisEndpoint("127.0.0.1", FreePort.find(), false);
    }

    /** As in REDIS_ADDR. */
    public String address() {
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }
}
