package io.devmesh.system.conformance;

import io.devmesh.system.FixtureStack;
import io.devmesh.system.NeedsProgram;
import io.devmesh.system.Replicas;
import io.devmesh.system.Stack;
import org.junit.jupiter.api.extension.ExtendWith;

@NeedsProgram("npm")
@ExtendWith(FixtureStack.class)
class ConformanceIT extends ConformanceContract {
    ConformanceIT(Stack stack) {
        super("one-replica", Replicas.of(stack));
    }
}
