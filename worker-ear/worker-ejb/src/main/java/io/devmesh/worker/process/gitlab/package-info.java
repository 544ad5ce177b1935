/**
 * Reads the webhooks of GitLab, as told at <a href="https://docs.gitlab.com/user/project/integrations/webhook_events/">Webhook events</a>.
 * Most of what an event is about stands in {@code object_attributes}.
 */
package io.devmesh.worker.process.gitlab;
