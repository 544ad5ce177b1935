/**
 * Prompts: texts that users pick, filled in with arguments. The registry finds them by CDI; each is a class of its own.
 */
package io.devmesh.edge.prompt;
