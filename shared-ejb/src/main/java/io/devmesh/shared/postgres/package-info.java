/**
 * The one data source, the schema migration, and the one place that tells a database that is away from a statement that is wrong. Repositories live with their features.
 */
package io.devmesh.shared.postgres;
