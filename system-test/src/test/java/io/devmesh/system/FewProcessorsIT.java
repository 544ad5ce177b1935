package io.devmesh.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * A pod with one processor, for which Liberty begins with a handful of threads and adds some only every ten seconds: what blocks for
 * long must not be among them.
 */
class FewProcessorsIT {
    private static final Map<String, String> ONE_PROCESSOR_AND_MANY_LANES =
            Map.of("JVM_ARGS", "-Xmx512m -XX:ActiveProcessorCount=1", "WORKER_CONCURRENCY", "16");

    @Test
    void bothServicesGetReadyAndTheWorkerDrains() throws IOException {
        try (Stack stack = Stack.start("few-processors", ONE_PROCESSOR_AND_MANY_LANES)) {
            stack.worker().stop();

            assertThat(Files.readString(stack.log("worker-1")))
                    .contains("CWWKE1101I: Server quiesce complete")
                    .doesNotContain("CWWKE1102W");
        }
    }
}
