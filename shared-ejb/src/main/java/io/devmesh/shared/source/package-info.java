/**
 * Where webhooks come from: one row for each URL of the door, with its tenant, provider and secrets. The door reads them, the administration writes them.
 */
package io.devmesh.shared.source;
