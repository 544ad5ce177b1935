/**
 * Reads webhooks of whoever follows <a href="https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md">Standard
 * Webhooks</a>. What a sender's types mean is its own; the form of its payloads is not.
 */
package io.devmesh.worker.process.standard;
