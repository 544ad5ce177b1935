/**
 * How long an accepted event takes to be committed, while events come at a fixed rate whatever the reader does. Its time
 * begins when it was due to be sent and ends with the time that PostgreSQL notes for the commit.
 */
package io.devmesh.benchmark.latency;
