/**
 * Turns among Workers: one at a time has a lease by name, until it gives it back or stops renewing it. Only the database's clock counts.
 */
package io.devmesh.worker.lease;
