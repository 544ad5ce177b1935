/**
 * What changed and who may want to know: lists of tools, prompts and resources, single resources, stored events. Told to every replica through one Redis stream.
 */
package io.devmesh.edge.change;
