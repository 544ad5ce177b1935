package io.devmesh.worker.rule;

/** A payload is not as its rule wants it. Not an error of ours, so it has no stack trace. */
final class ViolationException extends RuntimeException {
    ViolationException(String reason) {
        super(reason, null, false, false);
    }
}
