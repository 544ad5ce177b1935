/**
 * Keeps the tables from growing for ever: makes the months of events ahead, and drops what is older than it has to be kept. One
 * Worker at a time does it, by the database's clock.
 */
package io.devmesh.worker.retention;
