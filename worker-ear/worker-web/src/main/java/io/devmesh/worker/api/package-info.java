/**
 * The operations API, {@code /api/v1}: looks after one tenant's sources, events and queue, for keys with the scope admin. Only speaks HTTP and JSON; what it does is in {@link io.devmesh.shared.operation}.
 */
package io.devmesh.worker.api;
