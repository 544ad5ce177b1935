/**
 * How payloads of all providers are read: what may stand where, and how it becomes a normalized event. Knows no provider.
 */
package io.devmesh.worker.process.payload;
