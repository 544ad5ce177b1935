/**
 * The embedded default: real Redis, PostgreSQL and Open Liberty as processes of this machine, and one demo tenant.
 * {@link io.devmesh.local.Main} is {@code mvn -Prun}; the public classes are what tests of the built servers start them
 * with.
 */
package io.devmesh.local;
