/**
 * The official conformance suite of the protocol against the built server, authenticated, and again through two replicas without
 * affinity. What it says is kept in {@code target/conformance}.
 */
package io.devmesh.system.conformance;
