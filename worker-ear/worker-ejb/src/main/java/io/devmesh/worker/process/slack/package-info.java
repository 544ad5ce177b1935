/**
 * Reads what Slack sends to apps, as told at <a href="https://docs.slack.dev/apis/events-api/">Events API</a>,
 * <a href="https://docs.slack.dev/interactivity/handling-user-interaction">Interactivity</a> and
 * <a href="https://docs.slack.dev/interactivity/implementing-slash-commands">Slash commands</a>. The repository of an event is its channel.
 */
package io.devmesh.worker.process.slack;
