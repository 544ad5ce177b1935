/**
 * Who owns data and who may call: tenants and their API keys. A key is shown once and kept only as a hash.
 */
package io.devmesh.shared.tenant;
