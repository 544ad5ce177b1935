/**
 * Finds out why a store does not serve, step by step, and says what was seen, what it means and which variable to change. Readiness and the command {@code devmesh doctor} show what it finds.
 */
package io.devmesh.shared.doctor;
