/** Payloads that look like a provider's. The events of the stream and the posted webhooks are made of the same. */
package io.devmesh.benchmark.sample;
