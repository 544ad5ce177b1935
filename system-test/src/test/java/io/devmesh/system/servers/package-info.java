/**
 * Real servers for tests of connections, on the loopback range: Redis alone, as a pair, as a cluster and with sentinels,
 * PostgreSQL with TLS, and what breaks the way to them. Each test starts its own in a folder of its own and closes them;
 * none knows the product.
 */
package io.devmesh.system.servers;
