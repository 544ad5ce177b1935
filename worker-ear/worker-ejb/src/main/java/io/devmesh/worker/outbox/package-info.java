/**
 * Sends events on to targets over HTTPS, signed, until they are taken or given up. What is to be sent is a row that commits with
 * the event, so nothing is lost; a target may see one twice, under the same id.
 */
package io.devmesh.worker.outbox;
