package io.devmesh.edge.admission;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.devmesh.edge.jsonrpc.JsonRpcError;
import io.devmesh.shared.tenant.ApiKey;
import io.devmesh.shared.tenant.Credentials;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * Counts failed authentications by address and by the beginning of the key, on this replica, so that guessing costs no look-ups.
 * An address that has not failed lately is not held to what others did with the same prefix, which is no secret.
 */
@ApplicationScoped
public class FailedAuthentications {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final int MOST = 100_000;
    private static final int NETWORK_BYTES = 8;

    private final AdmissionConfig.Failures config;
    private final AdmissionMetrics metrics;
    private final Clock clock;
    private final LongSupplier nanoTime;
    private final Cache<String, TokenBucket> addresses;
    private final Cache<String, TokenBucket> prefixes;

    FailedAuthentications() {
        this.config = null;
        this.metrics = null;
        this.clock = null;
        this.nanoTime = null;
        this.addresses = null;
        this.prefixes = null;
    }

    @Inject
    FailedAuthentications(AdmissionConfig config, AdmissionMetrics metrics, Clock clock) {
        this(config, metrics, clock, System::nanoTime);
    }

    FailedAuthentications(AdmissionConfig config, AdmissionMetrics metrics, Clock clock, LongSupplier nanoTime) {
        this.config = config.failures();
        this.metrics = metrics;
        this.clock = clock;
        this.nanoTime = nanoTime;
        this.addresses = lastingAMinute(nanoTime);
        this.prefixes = lastingAMinute(nanoTime);
    }

    /** After a minute without failures nothing is left of them. */
    private static Cache<String, TokenBucket> lastingAMinute(LongSupplier nanoTime) {
        return Caffeine.newBuilder()
                .maximumSize(MOST)
                .expireAfterWrite(MINUTE)
                .ticker(nanoTime::getAsLong)
                .executor(Runnable::run)
                .build();
    }

    /**
     * Somebody who wants to come in.
     *
     * @param address or, of IPv6, the network
     * @param prefix empty where what was sent does not have the form of a key
     */
    public record Attempt(String address, Optional<String> prefix) {}

    /**
     * What is presented, and from where.
     *
     * @param peer the address at the other end of the connection
     * @param forwardedFor all headers {@code X-Forwarded-For}; null where there is none
     */
    public Attempt attempt(Credentials credentials, String peer, String forwardedFor) {
        String origin = config.proxies().origin(peer, forwardedFor);
        // The other end's own IPv4 address, as nearly always, needs no reading.
        boolean plain = origin.equals(peer) && peer.indexOf(':') < 0;
        return new Attempt(
                plain
                        ? peer
                        : TrustedProxies.address(origin)
                                .map(FailedAuthentications::network)
                                .orElse(origin),
                credentials.key().flatMap(ApiKey::parse).map(ApiKey::prefix));
    }

    /** Whoever has an IPv6 address has a network of them. */
    private static String network(byte[] address) {
        StringBuilder name = new StringBuilder();
        int bytes = address.length > NETWORK_BYTES ? NETWORK_BYTES : address.length;
        for (int i = 0; i < bytes; i++) {
            name.append(i == 0 ? "" : ".").append(address[i] & 0xff);
        }
        return name.toString();
    }

    /**
     * Why the attempt is not made; empty where it may be.
     *
     * @param known whether what is presented was good a moment ago; then it may, as many may share an address with one who guesses
     */
    public Optional<JsonRpcError> refusal(Attempt attempt, BooleanSupplier known) {
        TokenBucket address = addresses.getIfPresent(attempt.address());
        if (address == null) {
            return Optional.empty();
        }
        return refusal("address", address, config.perAddress(), known)
                .or(() -> attempt.prefix()
                        .map(prefixes::getIfPresent)
                        .flatMap(prefix -> refusal("prefix", prefix, config.perPrefix(), known)));
    }

    private Optional<JsonRpcError> refusal(String by, TokenBucket failures, OptionalInt limit, BooleanSupplier known) {
        if (limit.isEmpty()) {
            return Optional.empty();
        }
        int most = limit.getAsInt();
        long wait = failures.wait(perSecond(most), most, 1, nanoTime.getAsLong());
        if (wait == 0 || known.getAsBoolean()) {
            return Optional.empty();
        }
        metrics.turnedAway(by);
        return Optional.of(Refusal.authentication(most, Duration.ofNanos(wait), clock.instant())
                .exception()
                .error());
    }

    /** The attempt was made with something, and failed. */
    public void failed(Attempt attempt) {
        count(addresses, attempt.address(), config.perAddress());
        attempt.prefix().ifPresent(prefix -> count(prefixes, prefix, config.perPrefix()));
    }

    private void count(Cache<String, TokenBucket> failures, String of, OptionalInt limit) {
        int most = limit.orElse(1);
        long now = nanoTime.getAsLong();
        failures.asMap().compute(of, (unused, before) -> {
            TokenBucket bucket = before == null ? new TokenBucket(most, now) : before;
            bucket.force(perSecond(most), most, 1, now);
            return bucket;
        });
    }

    private static double perSecond(int inAMinute) {
        return (double) inAMinute / MINUTE.toSeconds();
    }
}
