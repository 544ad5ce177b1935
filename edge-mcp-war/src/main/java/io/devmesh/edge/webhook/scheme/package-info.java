/**
 * How each provider signs and labels its deliveries, one class for each. Pure functions of a delivery, its source and the time: no network, no database.
 */
package io.devmesh.edge.webhook.scheme;
