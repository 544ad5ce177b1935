/**
 * The conveyor between the webhook door and the Worker: one Redis Stream with one consumer group. Hides Redis commands behind entries, ids and acknowledgements.
 */
package io.devmesh.shared.stream;
