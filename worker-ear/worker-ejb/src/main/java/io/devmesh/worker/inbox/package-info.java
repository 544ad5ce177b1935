/**
 * Turns events into rows, and processes the rows that the door stored while Redis was away. Work and bookkeeping commit
 * together.
 */
package io.devmesh.worker.inbox;
