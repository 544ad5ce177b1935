package io.devmesh.edge.resource;

import io.devmesh.edge.ask.Answers;
import io.devmesh.edge.auth.Authenticated;

/**
 * A client reads a resource.
 *
 * @param caller whose tenant's data it may see
 * @param uri as the client wrote it
 * @param answers what the client answered, where the resource asked
 */
public record ResourceCall(Authenticated caller, String uri, Answers answers) {}
