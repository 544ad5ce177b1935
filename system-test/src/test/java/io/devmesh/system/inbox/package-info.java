/**
 * What the Worker writes, on a real PostgreSQL without a server around it. Each test has sources of its own.
 */
package io.devmesh.system.inbox;
