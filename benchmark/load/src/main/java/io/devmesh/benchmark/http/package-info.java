/**
 * A load generator of our own: HTTP/1.1 over connections that stay open, one thread for all of them. It shares two cores
 * with what it measures, so it does as little as it can.
 */
package io.devmesh.benchmark.http;
