package io.devmesh.worker.outbox;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.InetAddress;
import java.time.Clock;

/** The one client of this process, made once the server gives threads. */
@ApplicationScoped
class ForwardTransport {
    private final ForwardClient client;

    ForwardTransport() {
        this.client = null;
    }

    @Inject
    ForwardTransport(ForwardConfig config, ForwardThreads threads, Clock clock) {
        this.client = new ForwardClient(
                config,
                new CheckedResolver(new AddressPolicy(config.allowedNetworks()), InetAddress::getAllByName),
                threads.scheduler(),
                clock);
    }

    Verdict send(ForwardRequest request) {
        return client.send(request);
    }
}
