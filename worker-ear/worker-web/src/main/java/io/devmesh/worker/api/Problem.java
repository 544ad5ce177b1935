package io.devmesh.worker.api;

/** What can go wrong, in the words that callers may rely on. */
enum Problem {
    INVALID(400, "The request is not valid"),
    UNAUTHORIZED(401, "The API key is missing or not good"),
    FORBIDDEN(403, "The API key may not do that"),
    MISSING(404, "There is no such thing"),
    CONFLICT(409, "It is not in a state in which that can be done"),
    TOO_LARGE(413, "The request is too large"),
    UNAVAILABLE(503, "A store is away"),
    FAILED(500, "The request failed");

    private final int status;
    private final String title;

    Problem(int status, String title) {
        this.status = status;
        this.title = title;
    }

    int status() {
        return status;
    }

    String title() {
        return title;
    }
}
