package io.devmesh.worker.outbox;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.apache.hc.client5.http.DnsResolver;

/**
 * Gives the client addresses that the policy permits, which are those that it connects to: there is no second look-up between
 * check and connection, in which a name could come to mean another place (DNS rebinding).
 */
final class CheckedResolver implements DnsResolver {
    /** How names become addresses. */
    @FunctionalInterface
    interface Names {
        InetAddress[] resolve(String host) throws UnknownHostException;
    }

    private final AddressPolicy policy;
    private final Names names;

    CheckedResolver(AddressPolicy policy, Names names) {
        this.policy = policy;
        this.names = names;
    }

    /** All addresses of the name, or none: one that is forbidden tells of an attempt, or of a mistake. */
    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        InetAddress[] addresses = names.resolve(host);
        for (InetAddress address : addresses) {
            if (!policy.permits(address)) {
                throw new ForbiddenAddressException(host);
            }
        }
        return addresses;
    }

    @Override
    public String resolveCanonicalHostname(String host) {
        return host;
    }
}
