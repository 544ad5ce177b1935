/**
 * What the official conformance suite calls: tools, prompts and resources with the names and texts that it expects. Packed
 * into the test server's application only.
 */
package io.devmesh.conformance;
