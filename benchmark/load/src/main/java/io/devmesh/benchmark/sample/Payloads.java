package io.devmesh.benchmark.sample;

/** Bodies by number, counted from 1; any number has one. */
public interface Payloads {
    Payload payload(int number);
}
