/**
 * One attempt at one event: it is normalized, and judged by the rules of its source. What fails is to be tried again, or dead.
 */
package io.devmesh.worker.attempt;
