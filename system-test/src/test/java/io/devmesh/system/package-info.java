/**
 * Tests of the built servers, started as users start them, with real Redis and PostgreSQL. They know the product by its
 * protocols alone, but for the making of tenants, keys and sources.
 */
package io.devmesh.system;
