package io.devmesh.edge.admission;

/** The store of the buckets is away. */
final class BucketStoreException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    BucketStoreException(String message, Throwable cause) {
        super(message, cause);
    }
}
