/**
 * When what failed is tried again. A policy is a value, so that its schedule can be read, shown and tested.
 */
package io.devmesh.worker.retry;
