/**
 * Client side TLS for every connection that leaves the services: what is trusted, what is shown, and what is read again when a file changes. Redis and PostgreSQL use it alike.
 */
package io.devmesh.shared.tls;
