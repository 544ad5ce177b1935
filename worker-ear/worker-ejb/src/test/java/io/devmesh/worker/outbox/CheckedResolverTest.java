package io.devmesh.worker.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CheckedResolverTest {
    private final AddressPolicy policy = new AddressPolicy(List.of());

    @Test
    void refusesANameOfWhichOneAddressIsForbidden() throws UnknownHostException {
        InetAddress[] both = {InetAddress.getByName("1.1.1.1"), InetAddress.getByName("10.0.0.1")};
        CheckedResolver resolver = new CheckedResolver(policy, host -> both);

        assertThatThrownBy(() -> resolver.resolve("mixed.test"))
                .isInstanceOf(ForbiddenAddressException.class)
                .hasMessageContaining("mixed.test")
                .hasMessageNotContaining("10.0.0.1");
    }

    @Test
    void givesTheAddressesThatItChecked() throws UnknownHostException {
        InetAddress[] good = {InetAddress.getByName("1.1.1.1"), InetAddress.getByName("2606:4700:4700::1111")};

        assertThat(new CheckedResolver(policy, host -> good).resolve("good.test"))
                .isSameAs(good);
    }

    /** Literals that the JDK reads without asking anybody, in forms that a check of the text would miss. */
    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "2130706433", "127.1", "::1", "::ffff:7f00:1", "fe80::1%1", "localhost"})
    void refusesLoopbackHoweverItIsWritten(String host) {
        CheckedResolver resolver = new CheckedResolver(policy, InetAddress::getAllByName);

        assertThatThrownBy(() -> resolver.resolve(host)).isInstanceOf(UnknownHostException.class);
    }
}
