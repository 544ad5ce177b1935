/**
 * What it costs that an event is on a replica before it counts as accepted. A Redis and its replica are started for this
 * part only, so that no other part pays for a replica.
 */
package io.devmesh.benchmark.accept;
