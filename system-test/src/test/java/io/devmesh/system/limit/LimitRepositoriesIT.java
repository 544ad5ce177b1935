package io.devmesh.system.limit;

import static org.assertj.core.api.Assertions.assertThat;

import io.devmesh.local.Database;
import io.devmesh.shared.limit.LimitOverride;
import io.devmesh.shared.limit.LimitRepository;
import io.devmesh.shared.limit.QuotaPeriod;
import io.devmesh.shared.limit.QuotaRepository;
import io.devmesh.shared.limit.QuotaRepository.Account;
import io.devmesh.shared.limit.QuotaRepository.Lease;
import io.devmesh.shared.limit.QuotaRepository.Use;
import io.devmesh.shared.postgres.SchemaMigration;
import io.devmesh.shared.tenant.ApiKey;
import io.devmesh.shared.tenant.ApiKeyRepository;
import io.devmesh.shared.tenant.TenantId;
import io.devmesh.shared.tenant.TenantRepository;
import io.devmesh.system.servers.PostgresServer;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LimitRepositoriesIT {
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 27);
    private static final LimitOverride SOME = new LimitOverride(
            OptionalInt.of(7),
            OptionalInt.empty(),
            OptionalInt.of(2_000_000_000),
            OptionalInt.empty(),
            OptionalInt.of(3));

    private static PostgresServer postgres;
    private static Jdbi application;
    private static LimitRepository limits;
    private static QuotaRepository quotas;

    private TenantId tenant;
    private Account account;

    @BeforeAll
    static void start() {
        postgres = PostgresServer.in(Path.of("target", "limit-repositories")).start();
        Database database = postgres.database("disable");
        new SchemaMigration(database.asOwner().dataSource(), database.user()).migrate();
        application = Jdbi.create(database.dataSource());
        limits = new LimitRepository(application);
        quotas = new QuotaRepository(application);
    }

    @AfterAll
    static void stop() {
        postgres.close();
    }

    @BeforeEach
    void newTenant() {
        tenant = new TenantRepository(application).ensure("limits-" + UUID.randomUUID());
        account = new Account(tenant, tenant.value(), QuotaPeriod.DAY, TODAY);
    }

    @Test
    void leasesUpToTheLimitAndNoMore() {
        assertThat(quotas.lease(account, 1, 60, 100)).isEqualTo(new Lease(60, 60));
        assertThat(quotas.lease(account, 1, 60, 100)).isEqualTo(new Lease(40, 100));
        assertThat(quotas.lease(account, 1, 60, 100)).isEqualTo(new Lease(0, 100));
    }

    @Test
    void leasesNothingWhereTooLittleIsLeft() {
        quotas.add(account, 98);

        assertThat(quotas.lease(account, 3, 60, 100)).isEqualTo(new Lease(0, 98));
        assertThat(quotas.lease(account, 2, 2, 100)).isEqualTo(new Lease(2, 100));
    }

    @Test
    void manyAtOnceLeaseNoMoreThanTheLimit() throws Exception {
        List<Callable<Long>> takers = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            takers.add(() -> {
                long got = 0;
                for (int j = 0; j < 50; j++) {
                    got += quotas.lease(account, 1, 7, 1_000).granted();
                }
                return got;
            });
        }
        long got = 0;
        try (ExecutorService threads = Executors.newFixedThreadPool(6)) {
            for (Future<Long> taker : threads.invokeAll(takers)) {
                got += taker.get();
            }
        }

        assertThat(got).isEqualTo(1_000);
        assertThat(quotas.list(tenant, TODAY)).containsExactly(new Use(account, 1_000));
    }

    @Test
    void givesBackAndCountsBeyondTheLimit() {
        quotas.lease(account, 1, 60, 100);
        quotas.add(account, -20);
        assertThat(quotas.list(tenant, TODAY)).containsExactly(new Use(account, 40));

        quotas.add(account, 100);
        assertThat(quotas.list(tenant, TODAY)).containsExactly(new Use(account, 140));
        assertThat(quotas.lease(account, 1, 1, 100)).isEqualTo(new Lease(0, 140));
        assertThat(quotas.list(tenant, TODAY.plusDays(1))).isEmpty();
    }

    @Test
    void dayAndMonthTenantAndKeyAreCountedApart() {
        Account month = new Account(
                tenant,
                tenant.value(),
                QuotaPeriod.MONTH,
                QuotaPeriod.MONTH.start(TODAY.atStartOfDay().toInstant(java.time.ZoneOffset.UTC)));
        Account key = new Account(tenant, UUID.randomUUID(), QuotaPeriod.DAY, TODAY);
        quotas.lease(account, 1, 1, 10);
        quotas.lease(month, 2, 2, 10);
        quotas.lease(key, 3, 3, 10);

        assertThat(quotas.list(tenant, month.start()))
                .containsExactlyInAnyOrder(new Use(account, 1), new Use(month, 2), new Use(key, 3));
    }

    @Test
    void limitsAreSetReplacedAndCleared() {
        ApiKeyRepository keys = new ApiKeyRepository(application);
        UUID key = keys.store(tenant, "k", ApiKey.generate("usr"));
        assertThat(limits.find(tenant, key).tenant()).isEqualTo(LimitOverride.NONE);

        limits.set(tenant, LimitOverride.NONE);
        limits.set(tenant, SOME);
        assertThat(limits.set(tenant, key, SOME)).isTrue();
        assertThat(limits.find(tenant, key)).isEqualTo(new LimitRepository.Overrides(SOME, SOME));
        assertThat(limits.find(tenant)).isEqualTo(SOME);
        assertThat(limits.listKeys(tenant)).containsOnlyKeys(key).containsEntry(key, SOME);

        assertThat(limits.clear(tenant)).isTrue();
        assertThat(limits.clear(tenant)).isFalse();
        assertThat(limits.clear(tenant, key)).isTrue();
        assertThat(limits.find(tenant, key))
                .isEqualTo(new LimitRepository.Overrides(LimitOverride.NONE, LimitOverride.NONE));
    }

    @Test
    void aKeyOfAnotherTenantIsLeftAlone() {
        TenantId other = new TenantRepository(application).ensure("limits-" + UUID.randomUUID());
        UUID key = new ApiKeyRepository(application).store(other, "k", ApiKey.generate("usr"));

        assertThat(limits.set(tenant, key, SOME)).isFalse();
        assertThat(limits.set(other, key, SOME)).isTrue();
        assertThat(limits.clear(tenant, key)).isFalse();
        assertThat(limits.find(tenant, key).key()).isEqualTo(LimitOverride.NONE);
        assertThat(limits.listKeys(tenant)).isEmpty();
    }
}
