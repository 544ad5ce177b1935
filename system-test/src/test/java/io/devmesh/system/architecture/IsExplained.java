package io.devmesh.system.architecture;

import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.library.dependencies.Slice;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The package of a slice has a package-info.java, looked for in the sources, because it leaves no class file. */
final class IsExplained extends ArchCondition<Slice> {
    private static final List<String> SOURCES =
            List.of("shared-ejb", "edge-mcp-war", "worker-ear/worker-ejb", "worker-ear/worker-web");

    IsExplained() {
        super("be explained by a package-info.java");
    }

    @Override
    public void check(Slice slice, ConditionEvents events) {
        String packageName = slice.iterator().next().getPackageName();
        String file = "src/main/java/" + packageName.replace('.', '/') + "/package-info.java";
        boolean explained = SOURCES.stream().anyMatch(module -> Files.exists(Path.of("..", module, file)));
        events.add(new SimpleConditionEvent(slice, explained, packageName + " has no package-info.java"));
    }
}
