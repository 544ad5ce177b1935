/**
 * What replicas tell each other: one Redis stream that each reads from where it was, so that nothing is missed while a connection is lost. Knows no kind of message.
 */
package io.devmesh.edge.bus;
