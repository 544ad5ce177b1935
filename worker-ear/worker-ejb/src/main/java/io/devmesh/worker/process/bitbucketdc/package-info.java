/**
 * Reads the webhooks of Bitbucket Data Center, as told at
 * <a href="https://confluence.atlassian.com/bitbucketserver/event-payload-938025882.html">Event payload</a>. Types are the event's key with dots.
 */
package io.devmesh.worker.process.bitbucketdc;
