/**
 * Tests of the Helm charts in the folder {@code helm}, with Helm's own engine and without a cluster. They know the services by
 * their documentation alone: the variables in docs/configuration.md, the metrics in docs/operations/monitoring.md.
 */
package io.devmesh.helm;
