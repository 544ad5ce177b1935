package io.devmesh.worker.source;

import static java.lang.System.Logger.Level.WARNING;

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
    private static final System.Logger LOG = System.getLogger(KnownSource.class.getName());

    /** One of which nothing is known. */
    static KnownSource standard(SourceName name) {
        return of(new SourceProcessing(name, Optional.of(Processing.standard()), false));
    }

    /** Events of one that cannot be read wait, as if it were paused, for a Worker that can. */
    static KnownSource of(SourceProcessing source) {
        if (source.processing().isEmpty()) {
            LOG.log(WARNING, "How events of source " + source.name() + " are processed cannot be read; they wait");
        }
        return source.processing()
                .map(processing -> new KnownSource(source.name(), processing, source.isPaused(), compiled(processing)))
                .orElseGet(() -> new KnownSource(source.name(), Processing.standard(), true, Optional.empty()));
    }

    /** The same as {@code source}, with these rules if they still are the ones. */
    KnownSource updated(SourceProcessing source) {
        if (source.processing().isEmpty()) {
            return rules.isEmpty() && isPaused ? this : of(source);
        }
        return source.processing().get().equals(processing) && rules.isPresent()
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
