/**
 * Calls that clients poll instead of waiting, kept in PostgreSQL, so that any replica can be asked and another goes on where one died. Knows neither MCP's wire nor which tools there are.
 */
package io.devmesh.edge.task;
