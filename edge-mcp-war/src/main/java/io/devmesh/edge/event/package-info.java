/**
 * Stored events as agents read them. Tools, resources and prompts show the same JSON, which is made here.
 */
package io.devmesh.edge.event;
