/**
 * The rows of limits and quotas in a real PostgreSQL. They are here because the server is.
 */
package io.devmesh.system.limit;
