/**
 * Tools over the events that the Worker stored. Each sees only the events of its caller's tenant.
 */
package io.devmesh.edge.tool.event;
