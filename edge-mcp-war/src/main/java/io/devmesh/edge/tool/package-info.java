/**
 * What agents can call: the port that a tool implements, the registry that finds it, and the check of its arguments. Knows neither protocol eras nor transports.
 */
package io.devmesh.edge.tool;
