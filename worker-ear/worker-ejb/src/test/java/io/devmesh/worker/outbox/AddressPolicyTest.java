package io.devmesh.worker.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressPolicyTest {
    private static final AddressPolicy STRICT = new AddressPolicy(List.of());

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0.0.0",
                "0.1.2.3", // unspecified, this network
                "10.0.0.1",
                "10.255.255.255",
                "172.16.0.1",
                "172.31.255.255",
                "192.168.1.1", // private
                "100.64.0.1",
                "100.127.255.255", // CGNAT
                "127.0.0.1",
                "127.255.255.254", // loopback
                "169.254.0.1",
                "169.254.169.254", // link-local, and the metadata of clouds
                "192.0.0.1",
                "192.0.2.1",
                "192.88.99.1",
                "198.18.0.1",
                "198.19.255.255",
                "198.51.100.1",
                "203.0.113.1",
                "224.0.0.1",
                "239.255.255.255",
                "240.0.0.1",
                "255.255.255.255" // multicast, reserved, broadcast
            })
    void refusesSpecialAddressesOfIpv4(String address) {
        assertThat(STRICT.permits(parse(address))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.1.1.1",
                "9.255.255.255",
                "11.0.0.0",
                "100.63.255.255",
                "100.128.0.0",
                "126.255.255.255",
                "128.0.0.1",
                "169.253.255.255",
                "172.15.255.255",
                "172.32.0.0",
                "192.167.255.255",
                "192.169.0.0",
                "223.255.255.255"
            })
    void permitsItsPublicOnes(String address) {
        assertThat(STRICT.permits(parse(address))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "::",
                "::1",
                "fe80::1",
                "fe80::a9fe:a9fe",
                "febf::1",
                "fec0::1", // unspecified, loopback, local
                "fc00::1",
                "fd00:ec2::254",
                "fdff::1", // ULA, and the metadata of a cloud
                "ff02::1",
                "ff0e::1", // multicast
                "::127.0.0.1",
                "::10.0.0.1", // IPv4-compatible
                "64:ff9b::7f00:1",
                "64:ff9b::10.0.0.1",
                "64:ff9b::169.254.169.254",
                "64:ff9b:1::1.1.1.1", // NAT64
                "2002:7f00:1::",
                "2002:a00:1::1",
                "2002:a9fe:a9fe::",
                "2002:c0a8:101::", // 6to4
                "2001::1",
                "2001:0:7f00:1::",
                "2001:20::1",
                "2001:db8::1",
                "3fff::1", // Teredo, ORCHID, examples
                "100::1",
                "4000::1",
                "5f00::1",
                "8000::1" // not global
            })
    void refusesSpecialAddressesOfIpv6(String address) {
        assertThat(STRICT.permits(parse(address))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2606:4700:4700::1111",
                "2a00:1450::1",
                "2001:4860:4860::8888",
                "64:ff9b::1.1.1.1",
                "2002:101:101::"
            })
    void permitsItsGlobalOnes(String address) {
        assertThat(STRICT.permits(parse(address))).isTrue();
    }

    /** Java makes an address of IPv4 of what it reads; whoever makes an InetAddress otherwise gets no further. */
    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "10.0.0.1", "169.254.169.254", "100.64.0.1", "0.0.0.0"})
    void refusesMappedAddressesAsTheirIpv4(String address) {
        assertThat(STRICT.permits(mapped(parse(address)))).isFalse();
        assertThat(STRICT.permits(parse("::ffff:" + address))).isFalse();
        assertThat(STRICT.permits(mapped(parse("1.1.1.1")))).isTrue();
    }

    @Test
    void permitsWhatTheConfigurationAllowsAndNothingBeside() {
        AddressPolicy policy = new AddressPolicy(List.of(Network.parse("10.20.0.0/16"), Network.parse("fd00:1::/32")));

        assertThat(policy.permits(parse("10.20.255.1"))).isTrue();
        assertThat(policy.permits(parse("10.21.0.1"))).isFalse();
        assertThat(policy.permits(parse("64:ff9b::10.20.0.1"))).isTrue();
        assertThat(policy.permits(parse("fd00:1::7"))).isTrue();
        assertThat(policy.permits(parse("fd00:2::7"))).isFalse();
        assertThat(policy.permits(parse("127.0.0.1"))).isFalse();
        assertThat(policy.permits(parse("1.1.1.1"))).isTrue();
    }

    private static byte[] parse(String address) {
        try {
            return InetAddress.getByName(address).getAddress();
        } catch (UnknownHostException notAnAddress) {
            throw new IllegalArgumentException(notAnAddress);
        }
    }

    private static byte[] mapped(byte[] address) {
        byte[] mapped = Arrays.copyOf(new byte[12], 16);
        mapped[10] = (byte) 0xff;
        mapped[11] = (byte) 0xff;
        System.arraycopy(address, 0, mapped, 12, 4);
        return mapped;
    }
}
