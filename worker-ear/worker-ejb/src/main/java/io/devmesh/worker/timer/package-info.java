/**
 * When the chores of the Worker are done. What they are is told by the timers beside what they set off.
 */
package io.devmesh.worker.timer;
