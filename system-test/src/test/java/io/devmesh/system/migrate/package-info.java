/**
 * Tests of {@code devmesh migrate}: the built program, between real servers. It is run as users run it, as a process of its own.
 */
package io.devmesh.system.migrate;
