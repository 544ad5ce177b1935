/**
 * Tests that run inside Liberty, in one application with the Worker's own jars, because what they prove happens there:
 * injection, transactions, timers. Everything else is better proven from outside.
 */
package io.devmesh.system.container;
