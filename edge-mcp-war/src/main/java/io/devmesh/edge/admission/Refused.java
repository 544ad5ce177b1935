package io.devmesh.edge.admission;

/** A refusal, and the limit that it comes from. */
record Refused(LimitType type, Refusal refusal) {}
