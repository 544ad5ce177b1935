/**
 * Tools to look after events: sources, the queue, dead letters. Each needs a scope, and sees and changes only what is of its caller's tenant.
 */
package io.devmesh.edge.tool.operation;
