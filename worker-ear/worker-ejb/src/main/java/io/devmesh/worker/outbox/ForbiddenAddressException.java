package io.devmesh.worker.outbox;

import java.net.UnknownHostException;

/** A name leads to where the Worker does not go. Does not say to which address, which is none of the tenant's business. */
final class ForbiddenAddressException extends UnknownHostException {
    private static final long serialVersionUID = 1L;

    ForbiddenAddressException(String host) {
        super(host + " is at an address that FORWARD_ALLOWED_NETWORKS does not allow");
    }
}
