package io.devmesh.shared.iam;

/** No token could be made; the message says on one line what to check, and holds no secret. */
public final class IamException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public IamException(String message) {
        super(message);
    }
}
