/**
 * How rounds are taken: several subjects in turns, after rounds that only warm up. What disturbs the machine for a while
 * then disturbs all of them, and their ratio least.
 */
package io.devmesh.benchmark.rounds;
