/**
 * Reads the webhooks of PagerDuty, version 3, as told at
 * <a href="https://developer.pagerduty.com/docs/webhooks-overview">Webhooks overview</a>. The repository of an event is its service.
 */
package io.devmesh.worker.process.pagerduty;
