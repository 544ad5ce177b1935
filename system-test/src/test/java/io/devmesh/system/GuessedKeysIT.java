package io.devmesh.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.devmesh.shared.tenant.ApiKey;
import io.devmesh.shared.tenant.ApiKeyRepository;
import io.devmesh.shared.tenant.Grants;
import io.devmesh.shared.tenant.TenantId;
import io.devmesh.shared.tenant.TenantRepository;
import io.devmesh.system.RawConnection.Answer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Whoever tries keys learns nothing of those that there are, or were. */
@ExtendWith(SharedStack.class)
class GuessedKeysIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String PING = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}";
    private static final int SAMPLES = 200;

    private final Stack stack;
    private final ApiKey known = ApiKey.generate("usr");
    private final ApiKey revoked = ApiKey.generate("usr");
    private final ApiKey expired = ApiKey.generate("usr");

    GuessedKeysIT(Stack stack) {
        this.stack = stack;
    }

    @BeforeEach
    void makeKeys() {
        TenantId tenant = new TenantRepository(stack.jdbi()).ensure("guessed");
        ApiKeyRepository keys = new ApiKeyRepository(stack.jdbi());
        keys.store(tenant, "known", known);
        UUID id = keys.store(tenant, "revoked", revoked);
        stack.jdbi().useHandle(handle -> ApiKeyRepository.revoke(handle, tenant, id, Instant.now()));
        keys.store(
                tenant,
                "expired",
                expired,
                Grants.USUAL,
                Optional.of(Instant.now().minusSeconds(60)));
    }

    @Test
    void areAnsweredAlikeByteForByteWhateverIsWrongWithThem() {
        List<String> guesses = List.of(
                ApiKey.generate("usr").reveal(),
                withThePrefixOf(known),
                revoked.reveal(),
                expired.reveal(),
                withThePrefixOf(revoked),
                known.reveal().toUpperCase(java.util.Locale.ROOT),
                known.reveal() + "x",
                known.reveal().substring(0, 20),
                "x");

        for (int port : new int[] {stack.edge().port(), stack.workerPort()}) {
            String path = port == stack.workerPort() ? "/api/v1/events" : "/mcp";
            assertThat(ask(port, path, known.reveal()).status()).isIn(200, 403);
            assertThat(guesses)
                    .map(guess -> ask(port, path, guess))
                    .allSatisfy(answer -> assertThat(answer.status()).isEqualTo(401))
                    .map(GuessedKeysIT::withoutDate)
                    .containsOnly(withoutDate(ask(port, path, guesses.getFirst())));
        }
    }

    /** Far off where one of them cost another look-up, or a slow hash; what is left is far below what a network hides. */
    @Test
    void takeAsLongWhetherTheirPrefixIsKnownOrNot() {
        Map<String, Supplier<String>> kinds = new TreeMap<>(Map.of(
                "unknown", () -> ApiKey.generate("usr").reveal(),
                "prefix of a key", () -> withThePrefixOf(known),
                "prefix of a revoked key", () -> withThePrefixOf(revoked)));
        Map<String, LongStream.Builder> times = new TreeMap<>();
        kinds.keySet().forEach(kind -> times.put(kind, LongStream.builder()));
        for (int i = 0; i < SAMPLES; i++) {
            kinds.forEach((kind, guess) -> times.get(kind).add(nanos(guess.get())));
        }

        List<Double> medians = times.values().stream()
                .map(kind -> median(kind.build().sorted().toArray()))
                .toList();

        double shortest = medians.stream().min(Double::compare).orElseThrow();
        assertThat(medians).as(times.keySet() + " in ms").allMatch(median -> median < 2 * shortest + 1);
    }

    private long nanos(String guess) {
        EdgeClient nobody = new EdgeClient(stack.edge().port(), guess, "", "");
        long start = System.nanoTime();
        int status = nobody.mcp(PING).status();
        long nanos = System.nanoTime() - start;
        assertThat(status).isEqualTo(401);
        return nanos;
    }

    private static double median(long[] sorted) {
        return sorted[sorted.length / 2] / 1e6;
    }

    /** The type and four characters, as the key is shown in lists. */
    private static String withThePrefixOf(ApiKey key) {
        String other = ApiKey.generate("usr").reveal();
        return key.prefix() + other.substring(key.prefix().length());
    }

    private static Answer ask(int port, String path, String key) {
        String method = path.equals("/mcp") ? "POST " : "GET ";
        String body = path.equals("/mcp") ? PING : "";
        return RawConnection.ask(
                port,
                PATIENCE,
                method + path + " HTTP/1.1\nHost: localhost\nAuthorization: Bearer " + key
                        + "\nContent-Type: application/json\nAccept: application/json, text/event-stream\n"
                        + "Content-Length: " + body.length() + "\n\n" + body);
    }

    private static String withoutDate(Answer answer) {
        return answer.status() + " "
                + answer.headers().stream()
                        .filter(line -> !line.startsWith("date:"))
                        .toList()
                + " " + answer.body();
    }
}
