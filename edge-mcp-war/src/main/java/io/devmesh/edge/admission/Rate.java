package io.devmesh.edge.admission;

/**
 * A token bucket's measures.
 *
 * @param perSecond tokens that come in a second
 * @param burst tokens that are kept for later at the most
 */
record Rate(int perSecond, int burst) {
    private static final int BLOCKS_PER_SECOND = 20;

    /** How many tokens a replica takes at once where many are wanted: those of 50 ms. */
    int block() {
        return Math.max(1, Math.min(burst, perSecond / BLOCKS_PER_SECOND));
    }
}
