package io.devmesh.benchmark.drain;

/** A program that takes entries off a stream. */
record Drainer(String name, String stream, String group, ProcessHandle process) {}
