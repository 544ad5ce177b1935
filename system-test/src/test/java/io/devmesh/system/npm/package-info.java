/**
 * Programs of others that npm brings, and the Node that they need, installed once for the lock file in {@code src/test/npm}. Nothing
 * here knows what they are run against.
 */
package io.devmesh.system.npm;
