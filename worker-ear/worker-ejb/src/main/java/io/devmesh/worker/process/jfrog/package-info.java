/**
 * Reads the webhooks of the JFrog Platform, as told at
 * <a href="https://jfrog.com/help/r/jfrog-platform-administration-documentation/webhooks">Webhooks</a>. Types are the domain with the event's type.
 */
package io.devmesh.worker.process.jfrog;
