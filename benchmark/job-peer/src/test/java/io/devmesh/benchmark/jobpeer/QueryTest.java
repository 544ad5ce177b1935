package io.devmesh.benchmark.jobpeer;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.api.Test;

class QueryTest {
    @Test
    void numbersAreFoundByName() {
        URI uri = URI.create("/fill?jobs=100&bytes=1400");

        assertThat(Query.number(uri, "jobs")).isEqualTo(100);
        assertThat(Query.number(uri, "bytes")).isEqualTo(1400);
    }
}
