/**
 * Prompts over the events that the Worker stored. What comes from outside stands in them as data, set apart from the task.
 */
package io.devmesh.edge.prompt.event;
