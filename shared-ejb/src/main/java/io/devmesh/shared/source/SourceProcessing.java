package io.devmesh.shared.source;

import java.util.Optional;

/**
 * What the Worker knows of a source.
 *
 * @param processing empty where it cannot be read: a newer version wrote it
 */
public record SourceProcessing(SourceName name, Optional<Processing> processing, boolean isPaused) {}
