package io.devmesh.worker.outbox;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Which addresses the Worker connects to: those of the public internet, and what the configuration allows besides. A target's
 * URL comes from a tenant, who must not reach what the Worker can reach and the tenant can't (SSRF).
 */
final class AddressPolicy {
    /** The special ranges of IPv4 (IANA's registry), multicast and the reserved rest. */
    private static final List<Network> SPECIAL_V4 = networks(
            "0.0.0.0/8",
            "10.0.0.0/8",
            "100.64.0.0/10",
            "127.0.0.0/8",
            "169.254.0.0/16",
            "172.16.0.0/12",
            "192.0.0.0/24",
            "192.0.2.0/24",
            "192.88.99.0/24",
            "192.168.0.0/16",
            "198.18.0.0/15",
            "198.51.100.0/24",
            "203.0.113.0/24",
            "224.0.0.0/3");

    /** All that is global in IPv6, but for what tunnels to somewhere else, serves examples, or is no place at all. */
    private static final Network GLOBAL_V6 = Network.parse("2000::/3");

    private static final List<Network> SPECIAL_V6 = networks("2001::/23", "2001:db8::/32", "3fff::/20");

    /** What stands for an address of IPv4, and where its four bytes are. */
    private record Embedding(Network network, int offset) {}

    private static final List<Embedding> EMBEDDINGS = List.of(
            new Embedding(new Network(mappedPrefix(), 96), 12),
            new Embedding(Network.parse("::/96"), 12),
            new Embedding(Network.parse("64:ff9b::/96"), 12),
            new Embedding(Network.parse("2002::/16"), 2));

    private final List<Network> allowed;

    AddressPolicy(List<Network> allowed) {
        this.allowed = List.copyOf(allowed);
    }

    boolean permits(InetAddress address) {
        return permits(address.getAddress());
    }

    boolean permits(byte[] address) {
        if (isIn(allowed, address)) {
            return true;
        }
        return address.length == 4 ? !isIn(SPECIAL_V4, address) : permitsV6(address);
    }

    /** The unspecified address and the loopback look like embedded ones, in 0.0.0.0/8. */
    private boolean permitsV6(byte[] address) {
        Optional<byte[]> inside = EMBEDDINGS.stream()
                .filter(form -> form.network().contains(address))
                .map(form -> Arrays.copyOfRange(address, form.offset(), form.offset() + 4))
                .findFirst();
        if (inside.isPresent()) {
            return permits(inside.get());
        }
        return GLOBAL_V6.contains(address) && !isIn(SPECIAL_V6, address);
    }

    private static boolean isIn(List<Network> networks, byte[] address) {
        return networks.stream().anyMatch(network -> network.contains(address));
    }

    private static List<Network> networks(String... texts) {
        return Stream.of(texts).map(Network::parse).toList();
    }

    /** {@code ::ffff:0:0}, of which Java makes an address of IPv4 when it reads it. */
    private static byte[] mappedPrefix() {
        byte[] prefix = new byte[16];
        prefix[10] = (byte) 0xff;
        prefix[11] = (byte) 0xff;
        return prefix;
    }
}
