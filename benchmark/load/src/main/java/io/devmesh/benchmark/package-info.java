/** {@code mvn -Pbenchmark}: starts what is measured, measures it, reports, and ends all of it. See docs/benchmarks.md. */
package io.devmesh.benchmark;
