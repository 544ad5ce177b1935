/**
 * What a call of a tool costs over HTTP, against a servlet that only reads and writes. Both protocol eras are measured, and
 * a tool that reads PostgreSQL, to set the figures into proportion.
 */
package io.devmesh.benchmark.toolcall;
