/**
 * {@code devmesh limit} and {@code devmesh quota}: how much tenants and keys may use, and have used. Replicas keep to what is set here within five seconds.
 */
package io.devmesh.tools.limit;
