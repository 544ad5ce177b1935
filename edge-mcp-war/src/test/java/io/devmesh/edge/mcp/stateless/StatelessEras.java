package io.devmesh.edge.mcp.stateless;

import io.devmesh.edge.admission.OpenAdmission;
import io.devmesh.edge.bus.MemoryBus;
import io.devmesh.edge.change.ChangeFeed;
import io.devmesh.edge.mcp.RunningCalls;
import io.devmesh.edge.mcp.operation.BatchCalls;
import io.devmesh.edge.mcp.operation.Completions;
import io.devmesh.edge.mcp.operation.Listings;
import io.devmesh.edge.mcp.operation.Operations;
import io.devmesh.edge.prompt.PromptRegistry;
import io.devmesh.edge.resource.ResourceRegistry;
import io.devmesh.edge.seal.TestSeal;
import io.devmesh.edge.task.TaskFeed;
import io.devmesh.edge.tool.Tool;
import io.devmesh.edge.tool.ToolCaller;
import io.devmesh.edge.tool.ToolRegistry;
import io.devmesh.edge.work.SameThread;
import java.time.Clock;
import java.util.List;

/** The era as CDI would put it together, with everything in memory and without tasks. */
final class StatelessEras {
    private StatelessEras() {}

    static StatelessEra with(Tool... tools) {
        return with(new ChangeFeed(new MemoryBus(), new ResourceRegistry(List.of())), Clock.systemUTC(), tools);
    }

    static StatelessEra with(ChangeFeed feed, Clock clock, Tool... tools) {
        ToolRegistry registry = new ToolRegistry(List.of(tools));
        PromptRegistry prompts = new PromptRegistry(List.of());
        ResourceRegistry resources = new ResourceRegistry(List.of());
        Operations operations = new Operations(registry, new ToolCaller(), prompts, resources, OpenAdmission.create());
        RunningCalls running = new RunningCalls();
        TaskMethods tasks = new TaskMethods();
        return new StatelessEra(
                new RequestChecks(registry),
                new StatelessMethods(
                        new Listings(registry, prompts, resources),
                        new Completions(prompts, resources),
                        new BatchCalls(operations, new SameThread())),
                new StatelessCalls(operations, new Rounds(TestSeal.create(), clock), running, tasks),
                new Subscriptions(feed, new TaskFeed(new MemoryBus()), tasks, resources, running, new SameThread()),
                tasks);
    }
}
