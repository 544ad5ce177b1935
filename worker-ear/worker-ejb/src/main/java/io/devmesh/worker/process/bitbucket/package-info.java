/**
 * Reads the webhooks of Bitbucket Cloud, as told at
 * <a href="https://support.atlassian.com/bitbucket-cloud/docs/event-payloads/">Event payloads</a>. Types are the event's key with dots.
 */
package io.devmesh.worker.process.bitbucket;
