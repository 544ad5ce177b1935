/**
 * An event from the provider's bytes to the row that agents read. The rows' unique key (tenant, source, delivery id) makes every redelivery harmless.
 */
package io.devmesh.shared.event;
