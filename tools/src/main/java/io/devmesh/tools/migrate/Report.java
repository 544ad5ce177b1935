package io.devmesh.tools.migrate;

import java.util.List;

/**
 * What is on the source, and where that is on the target.
 *
 * @param entries on the source that some group is not done with
 * @param done on the source that all groups are done with, which nobody needs
 * @param missing ids on the source of what was copied, or should have been, and is not on the target
 * @param behind how many came after the position, and were not copied yet
 */
record Report(long entries, long done, List<OfGroup> groups, List<String> missing, long behind) {
    /**
     * One group's share.
     *
     * @param entries that the group is not done with on the source
     * @param found of those, the ones that are on the target
     * @param doneMeanwhile of those, the ones that the target has had, and the group has acknowledged
     * @param pending on the source
     * @param pendingAlike of those, the ones that are pending for the same consumer, as often delivered, on the target
     * @param differences of the others, one line each, the first hundred
     */
    record OfGroup(
            String name,
            long entries,
            long found,
            long doneMeanwhile,
            long pending,
            long pendingAlike,
            List<String> differences) {}

    boolean isComplete() {
        return missing.isEmpty() && behind == 0;
    }
}
