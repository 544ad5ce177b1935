package io.devmesh.worker.outbox;

/** How many rows wait to be sent, and for how many seconds the oldest has. */
record OutboxBacklog(long pending, double oldestSeconds) {}
