/**
 * Seals what a client keeps for us, so that it can neither read nor change it. All replicas share the keys, through PostgreSQL.
 */
package io.devmesh.edge.seal;
