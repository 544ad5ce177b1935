/**
 * How much memory open streams take: what the process of a server holds with them, less what it holds without. Streams are
 * those of GET in sessions of 2025-11-25, and of subscriptions/listen in 2026-07-28.
 */
package io.devmesh.benchmark.streams;
