/**
 * Clients that others have written, each against the built server: what they list, call and read, and a question of a tool that they
 * answer. Their scripts are in {@code src/test/npm}.
 */
package io.devmesh.system.clients;
