package io.devmesh.edge.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.devmesh.edge.jsonrpc.RequestId;
import io.devmesh.edge.work.RunningCall;
import org.junit.jupiter.api.Test;

class RunningCallsTest {
    private static final RequestId FIRST = new RequestId.Text("1");
    private static final RequestId SECOND = new RequestId.Text("2");

    private final RunningCalls calls = new RunningCalls();
    private final RunningCall first = new RunningCall();
    private final RunningCall second = new RunningCall();
    private final RunningCall ofOther = new RunningCall();

    @Test
    void cancelsAllOfAnOwner() {
        calls.add("owner", FIRST, first);
        calls.add("owner", SECOND, second);
        calls.add("other", FIRST, ofOther);

        calls.cancelAll("owner");

        assertThat(first.isCancelled()).isTrue();
        assertThat(second.isCancelled()).isTrue();
        assertThat(ofOther.isCancelled()).isFalse();
    }

    @Test
    void takesAnIdOnceForAnOwner() {
        assertThat(calls.add("owner", FIRST, first)).isTrue();
        assertThat(calls.add("owner", FIRST, second)).isFalse();
        assertThat(calls.add("other", FIRST, ofOther)).isTrue();

        calls.remove("owner", FIRST);

        assertThat(calls.add("owner", FIRST, second)).isTrue();
    }
}
