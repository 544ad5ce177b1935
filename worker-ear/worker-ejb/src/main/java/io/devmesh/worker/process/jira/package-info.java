/**
 * Reads the webhooks of Jira Cloud, as told at
 * <a href="https://developer.atlassian.com/cloud/jira/platform/webhooks/">Webhooks</a>. The repository of an event is its project.
 */
package io.devmesh.worker.process.jira;
