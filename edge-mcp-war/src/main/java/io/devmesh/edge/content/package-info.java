/**
 * What tools, prompts and resources give to a model: text, pictures, sound, and resources. Knows how each looks in JSON, and nothing of who asked.
 */
package io.devmesh.edge.content;
