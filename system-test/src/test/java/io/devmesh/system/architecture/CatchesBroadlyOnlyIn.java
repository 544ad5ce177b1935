package io.devmesh.system.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.TryCatchBlock;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Set;

/** Nobody else catches Exception or RuntimeException. */
final class CatchesBroadlyOnlyIn extends ArchCondition<JavaClass> {
    /** Not Throwable: the compiler catches that itself, for finally and try-with-resources. */
    private static final Set<String> BROAD = Set.of("java.lang.Exception", "java.lang.RuntimeException");

    private final Set<String> translators;

    CatchesBroadlyOnlyIn(String... translators) {
        super("leave broad catches to the translators");
        this.translators = Set.of(translators);
    }

    @Override
    public void check(JavaClass type, ConditionEvents events) {
        if (translators.contains(type.getName())) {
            return;
        }
        type.getCodeUnits().stream()
                .flatMap(unit -> unit.getTryCatchBlocks().stream())
                .filter(CatchesBroadlyOnlyIn::isBroad)
                .forEach(block -> events.add(SimpleConditionEvent.violated(
                        type, type.getName() + " catches too much in " + block.getSourceCodeLocation())));
    }

    private static boolean isBroad(TryCatchBlock block) {
        return block.getCaughtThrowables().stream().anyMatch(caught -> BROAD.contains(caught.getName()));
    }
}
