/**
 * The only place that knows how to reach Redis: one configuration, one factory. Everything else gets its client injected.
 */
package io.devmesh.shared.redis;
