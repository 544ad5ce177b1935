package io.devmesh.edge.webhook.scheme;

/** An authentic delivery that lacks what its provider always sends; the message is for whoever set it up. */
public final class BadDeliveryException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    BadDeliveryException(String message) {
        super(message, null, false, false);
    }
}
