package io.devmesh.worker.outbox;

import io.devmesh.shared.telemetry.RootCause;
import java.io.IOException;
import java.io.InputStream;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.util.Timeout;

/** Sends requests to where tenants say, and trusts nothing that comes back: bounded in time and size, no redirects. */
final class ForwardClient {
    private static final int LONGEST_ANSWER = 64 << 10;

    private final CloseableHttpClient http;
    private final CheckedResolver resolver;
    private final ScheduledExecutorService deadlines;
    private final Duration timeout;
    private final Clock clock;

    ForwardClient(ForwardConfig config, CheckedResolver resolver, ScheduledExecutorService deadlines, Clock clock) {
        this.resolver = resolver;
        this.deadlines = deadlines;
        this.timeout = config.timeout();
        this.clock = clock;
        this.http = HttpClients.custom()
                .setConnectionManager(ForwardConnections.of(config, resolver))
                .setDefaultRequestConfig(RequestConfig.custom()
                        .setConnectionRequestTimeout(Timeout.of(timeout))
                        .setResponseTimeout(Timeout.of(timeout))
                        .build())
                .setUserAgent(userAgent())
                .disableAuthCaching()
                .disableAutomaticRetries()
                .disableContentCompression()
                .disableCookieManagement()
                .disableRedirectHandling()
                .build();
    }

    /** Never throws for what the target, the network or the name's look-up did. */
    Verdict send(ForwardRequest request) {
        HttpPost post = new HttpPost(request.url().value());
        Future<?> deadline = deadlines.schedule(post::cancel, timeout.toMillis(), TimeUnit.MILLISECONDS);
        try {
            return answer(post, request).verdict();
        } catch (ForbiddenAddressException forbidden) {
            return new Verdict.Dead(Optional.empty(), forbidden.getMessage());
        } catch (IOException failure) {
            return again(post, failure);
        } finally {
            deadline.cancel(false);
        }
    }

    private Answer answer(HttpPost post, ForwardRequest request) throws IOException {
        HttpHost host = new HttpHost("https", name(request), request.url().port());
        // Also for a connection that is kept from before: what it was checked by then may not hold now.
        var unused = resolver.resolve(host.getHostName());
        sign(post, request);
        try (ClassicHttpResponse response = http.executeOpen(host, post, null)) {
            Instant now = clock.instant();
            Answer answer = new Answer(
                    response.getCode(),
                    Optional.ofNullable(response.getFirstHeader("Retry-After"))
                            .map(Header::getValue)
                            .flatMap(value -> RetryAfter.parse(value, now)));
            readAway(response.getEntity());
            return answer;
        }
    }

    private void sign(HttpPost post, ForwardRequest request) {
        long seconds = clock.instant().getEpochSecond();
        post.setHeader("webhook-id", request.id());
        post.setHeader("webhook-timestamp", Long.toString(seconds));
        post.setHeader(
                "webhook-signature", ForwardSignature.of(request.secret(), request.id(), seconds, request.body()));
        post.setHeader("traceparent", request.traceparent());
        post.setEntity(new ByteArrayEntity(request.body(), ContentType.APPLICATION_JSON));
    }

    /** A short answer that is read to its end leaves a connection that can be used again; any other is cut off. */
    private static void readAway(HttpEntity entity) {
        if (entity == null) {
            return;
        }
        try {
            InputStream content = entity.getContent();
            var unused = content.readNBytes(LONGEST_ANSWER);
        } catch (IOException cutOff) {
            // The status has said it all.
        }
    }

    private Verdict again(HttpPost post, IOException failure) {
        return new Verdict.Again(Optional.empty(), reason(post, failure), true, Optional.empty());
    }

    private String reason(HttpPost post, IOException failure) {
        if (post.isCancelled()) {
            return "No answer within " + timeout.toMillis() + " ms";
        }
        return switch (failure) {
            case UnknownHostException unknown -> "The target's name is not known";
            case SSLException tls -> "TLS failed: " + RootCause.of(tls);
            default -> "No answer: " + RootCause.of(failure);
        };
    }

    /** The resolver takes an address of IPv6 without its brackets. */
    private static String name(ForwardRequest request) {
        String host = request.url().host();
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    private static String userAgent() {
        String version = ForwardClient.class.getPackage().getImplementationVersion();
        return "developer-mesh" + (version == null ? "" : "/" + version);
    }
}
