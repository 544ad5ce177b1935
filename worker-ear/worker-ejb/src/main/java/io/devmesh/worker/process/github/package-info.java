/**
 * Reads the webhooks of GitHub: a table says, for each event, where its payload holds what a normalized event holds.
 * What the payloads hold is told at
 * <a href="https://docs.github.com/en/webhooks/webhook-events-and-payloads">Webhook events and payloads</a>.
 */
package io.devmesh.worker.process.github;
