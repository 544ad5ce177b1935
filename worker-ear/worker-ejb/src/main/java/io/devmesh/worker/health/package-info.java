/**
 * What the probes of the Worker ask, and its configuration. Readiness names the cause and the fix.
 */
package io.devmesh.worker.health;
