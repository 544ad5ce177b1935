/**
 * How many signed webhooks the door accepts while the Worker stores them. Every accepted one must be a row in the end.
 */
package io.devmesh.benchmark.webhook;
