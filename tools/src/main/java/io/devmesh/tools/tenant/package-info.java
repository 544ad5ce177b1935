/**
 * {@code devmesh tenant}, {@code devmesh key} and {@code devmesh bootstrap}: who may call, and what. What they do is in the audit log, as what is done by the API is.
 */
package io.devmesh.tools.tenant;
