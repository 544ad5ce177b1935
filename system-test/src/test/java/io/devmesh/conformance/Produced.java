package io.devmesh.conformance;

import io.devmesh.edge.change.ChangePublisher;
import io.devmesh.edge.prompt.Prompt;
import io.devmesh.edge.prompt.PromptRegistry;
import io.devmesh.edge.tool.Tool;
import io.devmesh.edge.tool.ToolRegistry;
import jakarta.enterprise.inject.Produces;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.List;
import java.util.stream.Stream;

/** What the fixtures' producers make, as CDI would find it. */
final class Produced {
    private static final List<Object> PRODUCERS = List.of(
            new ContentTools(),
            new TalkingTools(),
            new AskingTools(),
            new InputRequiredTools(),
            new TaskTools(),
            new WatchedTools(),
            new ChangeTools());

    private Produced() {}

    static ToolRegistry tools(ChangePublisher changes) {
        return new ToolRegistry(PRODUCERS.stream()
                .flatMap(producer -> produced(producer, Tool.class, changes))
                .toList());
    }

    static PromptRegistry prompts() {
        return new PromptRegistry(
                produced(new FixturePrompts(), Prompt.class, null).toList());
    }

    private static <T> Stream<T> produced(Object producer, Class<T> type, ChangePublisher changes) {
        return Stream.of(producer.getClass().getDeclaredMethods())
                .filter(method -> method.isAnnotationPresent(Produces.class))
                .map(method -> type.cast(invoke(producer, method, changes)));
    }

    private static Object invoke(Object producer, Method method, ChangePublisher changes) {
        try {
            return method.getParameterCount() == 0 ? method.invoke(producer) : method.invoke(producer, changes);
        } catch (IllegalAccessException | InvocationTargetException broken) {
            throw new LinkageError(broken.getMessage(), broken);
        }
    }
}
