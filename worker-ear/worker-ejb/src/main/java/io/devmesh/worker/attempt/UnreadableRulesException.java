package io.devmesh.worker.attempt;

import io.devmesh.shared.source.SourceName;

/** The rules of a source are none that this version knows. */
final class UnreadableRulesException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnreadableRulesException(SourceName source) {
        super("The rules of source " + source + " cannot be read by this version");
    }
}
