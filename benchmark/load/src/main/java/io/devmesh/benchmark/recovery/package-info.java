/**
 * What dies, and how long it takes until events are stored again: a Worker, PostgreSQL, the primary Redis. Events keep coming
 * meanwhile, and in the end each of them is stored once.
 */
package io.devmesh.benchmark.recovery;
