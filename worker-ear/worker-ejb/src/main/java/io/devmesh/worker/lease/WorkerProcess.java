package io.devmesh.worker.lease;

/**
 * This process among those of the group.
 *
 * @param name the same after every restart of the same pod: the consumer's name
 * @param id of this start alone
 */
public record WorkerProcess(String name, String id) {
    @Override
    public String toString() {
        return name + "#" + id;
    }
}
