/**
 * Asking the client for something in the middle of a call: its user, its model, its roots. Whoever asks is called again with the answers, so nothing waits and any replica goes on.
 */
package io.devmesh.edge.ask;
