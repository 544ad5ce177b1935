/**
 * Notes what callers do for the audit log, without making them wait. What a replica has noted is in PostgreSQL within a second, and what could not be kept is counted there.
 */
package io.devmesh.edge.audit;
