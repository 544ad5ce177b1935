package io.devmesh.shared.operation;

/** What became of something that an operator wanted to change. */
public enum Change {
    DONE,
    /** The tenant has none of that name or id; another may. */
    MISSING,
    /** It is not in a state in which that can be done. */
    REFUSED
}
