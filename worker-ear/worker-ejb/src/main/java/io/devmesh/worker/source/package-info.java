/**
 * What the Worker has to know of webhook sources: how their events are processed, and whether they are paused. It is read from the database every second.
 */
package io.devmesh.worker.source;
