/**
 * What the one Redis factory promises, against real servers that are encrypted, guarded, promoted, cut off and paused. No service runs here; {@code io.devmesh.system} tests them whole.
 */
package io.devmesh.system.redis;
