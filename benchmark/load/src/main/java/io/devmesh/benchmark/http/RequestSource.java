package io.devmesh.benchmark.http;

/** Gives the bytes of the next request. They may be the same array each time: they are sent before the next call. */
@FunctionalInterface
public interface RequestSource {
    byte[] next();
}
