package io.devmesh.shared.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class TraceContextTest {
    @Test
    void continuesTheCallersTraceWithASpanOfItsOwn() {
        TraceContext trace = TraceContext.continueFrom("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");

        assertThat(trace.traceId()).isEqualTo("0af7651916cd43dd8448eb211c80319c");
        assertThat(trace.spanId()).matches("[0-9a-f]{16}").isNotEqualTo("b7ad6b7169203331");
        assertThat(trace.traceparent()).endsWith("-01");
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                "nonsense",
                "00-00000000000000000000000000000000-b7ad6b7169203331-01",
                "00-0af7651916cd43dd8448eb211c80319c-0000000000000000-01",
                "00-0AF7651916CD43DD8448EB211C80319C-b7ad6b7169203331-01"
            })
    void startsATraceWhereTheHeaderIsAbsentOrMalformed(String header) {
        assertThat(TraceContext.continueFrom(header).traceparent())
                .matches("00-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-00");
    }
}
