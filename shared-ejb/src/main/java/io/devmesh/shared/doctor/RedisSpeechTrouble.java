package io.devmesh.shared.doctor;

import io.devmesh.shared.redis.RedisAddress;
import io.devmesh.shared.redis.RedisVariables;

/**
 * What it means that PING got another answer than PONG.
 *
 * @param addressVariable the name of the one that says the address
 */
record RedisSpeechTrouble(RedisVariables variables, String addressVariable, RedisAddress address) {
    /** True where it makes no sense to go on; a wanted password is no trouble yet. */
    boolean tell(Plaintext answer, Findings findings) {
        return switch (answer) {
            case Plaintext.Redis redis -> redis.error() && tellError(redis.line(), findings);
            case Plaintext.Closed closed -> {
                findings.error(
                        Code.REDIS__CLOSED,
                        address + " accepted the connection, then: " + closed.how(),
                        "What listens at " + address + " closes connections without an answer, in plain text as in TLS",
                        "check that " + addressVariable
                                + " names Redis itself, and the proxy or load balancer before it");
                yield true;
            }
            case Plaintext.Silence silence -> {
                findings.error(
                        Code.REDIS__SILENT,
                        address + " accepted the connection and did not answer PING in time",
                        "Redis at " + address
                                + " hangs, or something before it takes connections that it does not serve",
                        "check that Redis's CPU and memory are not exhausted and that " + addressVariable
                                + " names Redis itself; " + variables.name("SOCKET_TIMEOUT")
                                + " is how long was waited");
                yield true;
            }
            case Plaintext.TlsAlert tls -> stranger("a TLS record inside of TLS", findings);
            case Plaintext.Stranger other -> stranger(other.start(), findings);
        };
    }

    private boolean tellError(String line, Findings findings) {
        if (line.startsWith("DENIED")) {
            findings.error(
                    Code.REDIS__PROTECTED_MODE,
                    address + " answered: " + line.substring(0, Math.min(60, line.length())),
                    "Redis is in protected mode: without a password it serves its own machine only",
                    "set a password in Redis (requirepass) and " + variables.name("PASSWORD")
                            + ", or protected-mode no in Redis where the network is closed");
            return true;
        }
        if (line.contains("max number of clients")) {
            findings.error(
                    Code.REDIS__TOO_MANY_CLIENTS,
                    address + " answered: " + line,
                    "Redis has as many clients as it allows",
                    "raise maxclients in Redis, or lower " + variables.name("POOL_MAX") + " of all services together");
            return true;
        }
        if (line.startsWith("LOADING") || line.startsWith("MASTERDOWN")) {
            findings.error(
                    Code.REDIS__LOADING,
                    address + " answered: " + line,
                    "Redis starts and does not serve yet",
                    "wait; the services try again by themselves");
            return true;
        }
        return false;
    }

    private boolean stranger(String start, Findings findings) {
        findings.error(
                Code.REDIS__NOT_REDIS,
                address + " answered PING with: " + start,
                "What listens at " + address + " is not Redis",
                "set " + addressVariable + " to Redis's host:port");
        return true;
    }
}
