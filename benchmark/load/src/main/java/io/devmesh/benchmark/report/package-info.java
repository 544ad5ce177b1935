/**
 * What was measured: rounds, series of them, and comparisons of two series. Printed as a table and written as JSON.
 */
package io.devmesh.benchmark.report;
