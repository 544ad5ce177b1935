/**
 * What ties the log lines, metrics and events of one request together. Follows W3C Trace Context (https://www.w3.org/TR/trace-context/).
 */
package io.devmesh.shared.telemetry;
