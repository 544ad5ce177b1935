package io.devmesh.benchmark.jobpeer;

import java.net.URI;
import java.util.Arrays;

/** The numbers after the question mark. */
final class Query {
    private Query() {}

    static int number(URI uri, String name) {
        return Arrays.stream(uri.getQuery().split("&", -1))
                .filter(pair -> pair.startsWith(name + "="))
                .mapToInt(pair -> Integer.parseInt(pair.substring(name.length() + 1)))
                .findFirst()
                .orElseThrow();
    }
}
