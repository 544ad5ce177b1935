package io.devmesh.edge.admission;

import io.devmesh.shared.config.Settings;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Proxies whose word on where a request came from is believed: addresses, and ranges as {@code 10.0.0.0/8}. */
record TrustedProxies(List<Range> ranges) {
    private static final String VARIABLE = "EDGE_MCP_TRUSTED_PROXIES";

    /** What no name server is asked for. */
    private static final Pattern LITERAL =
            Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}|(?=[^:]*:[^:]*:)[0-9A-Fa-f:]+(\\d{1,3}(\\.\\d{1,3}){3})?");

    TrustedProxies {
        ranges = List.copyOf(ranges);
    }

    static TrustedProxies parse(String list) {
        List<Range> ranges = new ArrayList<>();
        for (String member : list.split(",", -1)) {
            if (!member.isBlank()) {
                ranges.add(Range.parse(member.strip())
                        .orElseThrow(() -> Settings.refuse(
                                VARIABLE,
                                list,
                                "each member is an address, or a range of them",
                                "write 10.0.0.0/8,192.0.2.7, for example")));
            }
        }
        return new TrustedProxies(ranges);
    }

    /**
     * Where a request came from, as far as we can know: the peer, or, where that is a trusted proxy, whoever that says, and so
     * on. What stands further left in the header anybody may have written.
     *
     * @param forwardedFor the header {@code X-Forwarded-For}; null where it is absent
     */
    String origin(String peer, String forwardedFor) {
        String origin = peer;
        String[] hops = forwardedFor == null ? new String[0] : forwardedFor.split(",", -1);
        for (int i = hops.length - 1; i >= 0 && isTrusted(origin); i--) {
            String hop = hops[i].strip();
            if (address(hop).isEmpty()) {
                break;
            }
            origin = hop;
        }
        return origin;
    }

    private boolean isTrusted(String text) {
        return !ranges.isEmpty()
                && address(text)
                        .filter(address -> ranges.stream().anyMatch(range -> range.contains(address)))
                        .isPresent();
    }

    /** Empty where {@code text} is anything but an address. */
    static Optional<byte[]> address(String text) {
        int zone = text.indexOf('%');
        String plain = zone < 0 ? text : text.substring(0, zone);
        if (plain.length() > 45 || !LITERAL.matcher(plain).matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(InetAddress.getByName(plain).getAddress());
        } catch (UnknownHostException malformed) {
            return Optional.empty();
        }
    }

    /** All addresses that begin with the same bits. */
    record Range(byte[] start, int bits) {
        static Optional<Range> parse(String text) {
            int slash = text.indexOf('/');
            Optional<byte[]> start = address(slash < 0 ? text : text.substring(0, slash));
            String bits = slash < 0 ? "" : text.substring(slash + 1);
            if (start.isEmpty() || (slash >= 0 && !bits.matches("\\d{1,3}"))) {
                return Optional.empty();
            }
            int all = start.get().length * 8;
            int length = slash < 0 ? all : Integer.parseInt(bits);
            return length <= all ? Optional.of(new Range(start.get(), length)) : Optional.empty();
        }

        boolean contains(byte[] address) {
            boolean same = address.length == start.length;
            for (int i = 0; same && i < bits; i++) {
                int mask = 0x80 >> (i % 8);
                same = (address[i / 8] & mask) == (start[i / 8] & mask);
            }
            return same;
        }
    }
}
