/**
 * Resources over the events that the Worker stored: one event, or the latest that match a filter. Clients that subscribed to
 * one are told when a matching event is stored.
 */
package io.devmesh.edge.resource.event;
