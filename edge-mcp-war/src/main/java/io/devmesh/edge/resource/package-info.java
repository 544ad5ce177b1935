/**
 * Resources: what clients read by URI, list, and subscribe to. The registry finds their sources by CDI; a source owns a set of URIs.
 */
package io.devmesh.edge.resource;
