/**
 * How long a service needs until it is ready, and what it holds when nobody asks anything of it. Both are what a pod is planned by.
 */
package io.devmesh.benchmark.start;
