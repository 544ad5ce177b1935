package io.devmesh.benchmark.http;

/**
 * How every answer must be.
 *
 * @param bodyLength so that a refusal, which is a 200 too, does not count
 */
public record Expected(int status, int bodyLength) {}
