package io.devmesh.shared.source;

/** What the Worker knows of a source. */
public record SourceProcessing(SourceName name, Processing processing, boolean isPaused) {}
