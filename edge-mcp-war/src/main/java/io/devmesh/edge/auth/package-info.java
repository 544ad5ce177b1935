/**
 * Decides who is calling. Whoever needs a caller takes an {@link io.devmesh.edge.auth.Authenticated}, so that code can't run without one.
 */
package io.devmesh.edge.auth;
