package io.devmesh.worker.api;

/** Why a request is refused; its message is for the caller. */
final class ProblemException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Problem problem;

    ProblemException(Problem problem, String detail) {
        super(detail);
        this.problem = problem;
    }

    /** What belongs to another looks the same. */
    static ProblemException missing(String what) {
        return new ProblemException(Problem.MISSING, "There is no " + what);
    }

    Problem problem() {
        return problem;
    }
}
