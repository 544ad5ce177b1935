package io.devmesh.shared.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.devmesh.shared.kms.KmsTrouble;
import io.devmesh.shared.tenant.TenantId;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class KmsMasterKeyTest {
    private static final TenantId TENANT = new TenantId(new UUID(0, 1));
    private static final String ARN = FakeKms.arn("alias/devmesh");
    private static final byte[] KEY = AesGcm.randomKey();

    private final FakeKms cloud = new FakeKms();
    private Duration now = Duration.ZERO;
    private final KmsMasterKey kms = new KmsMasterKey(() -> cloud, () -> now.toNanos());
    private final TenantKey row = wrapped(new UUID(0, 2), TENANT);

    @Test
    void namesInTheRowTheKeyBehindTheAlias() {
        assertThat(row.masterKeyId()).isEqualTo(ARN).isEqualTo(kms.arn("alias/devmesh"));
        assertThat(KmsMasterKey.wraps(row)).isTrue();
    }

    @Test
    void asksForAKeyOnceAnHour() {
        for (int i = 0; i < 3; i++) {
            assertThat(kms.unwrap(row)).isEqualTo(KEY);
        }
        assertThat(cloud.decryptions()).isEqualTo(1);

        now = Duration.ofMinutes(61);
        assertThat(kms.unwrap(row)).isEqualTo(KEY);
        assertThat(kms.unwrap(row)).isEqualTo(KEY);
        assertThat(cloud.decryptions()).isEqualTo(2);
    }

    @ParameterizedTest
    @EnumSource(
            value = KmsTrouble.class,
            names = {"AWAY", "NO_CREDENTIALS"})
    void keepsForADayWhatItKnowsAndTriesTwiceAMinute(KmsTrouble passing) {
        var unused = kms.unwrap(row);
        cloud.fails(passing);
        now = Duration.ofMinutes(61);
        assertThat(kms.unwrap(row)).isEqualTo(KEY);
        now = now.plusSeconds(29);
        assertThat(kms.unwrap(row)).isEqualTo(KEY);
        assertThat(cloud.decryptions()).isEqualTo(2);
        now = now.plusSeconds(1);
        assertThat(kms.unwrap(row)).isEqualTo(KEY);
        assertThat(cloud.decryptions()).isEqualTo(3);

        now = Duration.ofHours(24);
        assertThatThrownBy(() -> kms.unwrap(row))
                .isInstanceOf(MasterKeyAwayException.class)
                .hasMessage("the key " + row.id() + " can't be unwrapped by " + ARN + " now: " + passing
                        + " (as the test wants it)");

        cloud.works();
        assertThat(kms.unwrap(row)).isEqualTo(KEY);
    }

    @ParameterizedTest
    @EnumSource(
            value = KmsTrouble.class,
            names = {"ACCESS_DENIED", "DISABLED", "NOT_FOUND"})
    void forgetsWhatIsRefused(KmsTrouble decided) {
        var unused = kms.unwrap(row);
        cloud.fails(decided);
        now = Duration.ofMinutes(61);

        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> kms.unwrap(row))
                    .isExactlyInstanceOf(UnreadableSecretException.class)
                    .hasMessageContaining(row.id() + " can't be unwrapped by " + ARN + ": " + decided);
        }
    }

    @Test
    void refusesAKeyThatWasUnwrappedBeforeInARowThatWasChanged() {
        var unused = kms.unwrap(row);
        TenantKey otherTenant = new TenantKey(row.id(), new TenantId(new UUID(0, 9)), row.wrapped(), ARN);
        TenantKey otherId = new TenantKey(new UUID(0, 9), TENANT, row.wrapped(), ARN);
        TenantKey otherMaster = new TenantKey(row.id(), TENANT, row.wrapped(), FakeKms.arn("other"));

        for (TenantKey changed : new TenantKey[] {otherTenant, otherId, otherMaster}) {
            assertThatThrownBy(() -> kms.unwrap(changed))
                    .isExactlyInstanceOf(UnreadableSecretException.class)
                    .hasMessageContaining(KmsTrouble.FOREIGN_CIPHERTEXT.toString());
        }
    }

    @Test
    void saysWhoseKeyCouldNotBeWrapped() {
        cloud.fails(KmsTrouble.AWAY);

        assertThatThrownBy(() -> wrapped(new UUID(0, 3), TENANT))
                .isInstanceOf(MasterKeyAwayException.class)
                .hasMessageStartingWith("the key of the tenant " + TENANT + " can't be wrapped by alias/devmesh now");
    }

    private TenantKey wrapped(UUID id, TenantId tenant) {
        WrappedKey key = kms.wrap("alias/devmesh", id, tenant, KEY);
        return new TenantKey(id, tenant, key.bytes(), key.masterKeyId());
    }
}
