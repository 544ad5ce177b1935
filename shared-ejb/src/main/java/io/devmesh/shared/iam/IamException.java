package io.devmesh.shared.iam;

public final class IamException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public IamException(String m, Throwable c) {
        super(m, c);
    }
}
