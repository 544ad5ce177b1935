package io.devmesh.worker.source;

import io.devmesh.shared.source.Processing;
import io.devmesh.shared.source.SourceName;
import io.devmesh.shared.source.SourceProcessing;
import io.devmesh.worker.rule.RuleBook;
import java.util.Optional;
import tools.jackson.databind.node.MissingNode;

/**
 * A source with its rules compiled.
 *
 * @param rules empty where they cannot be read: a newer version wrote them
 */
public record KnownSource(SourceName name, Processing processing, boolean isPaused, Optional<RuleBook> rules) {
    /** One of which nothing is known. */
    static KnownSource standard(SourceName name) {
        return of(new SourceProcessing(name, Processing.standard(), false));
    }

    static KnownSource of(SourceProcessing source) {
        return new KnownSource(source.name(), source.processing(), source.isPaused(), compiled(source.processing()));
    }

    /** The same as {@code source}, with these rules if they still are the ones. */
    KnownSource updated(SourceProcessing source) {
        return source.processing().equals(processing)
                ? new KnownSource(name, processing, source.isPaused(), rules)
                : of(source);
    }

    private static Optional<RuleBook> compiled(Processing processing) {
        try {
            return Optional.of(RuleBook.parse(processing.rules().orElseGet(MissingNode::getInstance)));
        } catch (IllegalArgumentException unreadable) {
            return Optional.empty();
        }
    }
}
