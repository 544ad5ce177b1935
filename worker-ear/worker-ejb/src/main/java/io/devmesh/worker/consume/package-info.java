/**
 * Takes entries off the stream, has them stored, and acknowledges them once their transaction has committed. Timers only
 * trigger; what they trigger is plain classes that tests call directly.
 */
package io.devmesh.worker.consume;
