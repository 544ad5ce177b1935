package io.devmesh.edge.mcp.session;

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
import io.devmesh.edge.tool.Tool;
import io.devmesh.edge.tool.ToolCaller;
import io.devmesh.edge.tool.ToolRegistry;
import io.devmesh.edge.work.SameThread;
import io.devmesh.shared.config.Settings;
import java.time.Clock;
import java.util.List;
import java.util.Map;

/** The era as CDI would put it together, with everything in memory. Two with the same store and bus are two replicas. */
final class SessionEras {
    private SessionEras() {}

    static SessionEra with(Tool... tools) {
        return replica(new MemorySessionStore(), new MemoryBus(), new SameThread(), tools);
    }

    static SessionEra replica(SessionStore store, MemoryBus bus, SameThread threads, Tool... tools) {
        ToolRegistry registry = new ToolRegistry(List.of(tools));
        PromptRegistry prompts = new PromptRegistry(List.of());
        ResourceRegistry resources = new ResourceRegistry(List.of());
        Operations operations = new Operations(registry, new ToolCaller(), prompts, resources, OpenAdmission.create());
        RunningCalls running = new RunningCalls();
        SessionConfig config = SessionConfig.from(Settings.of(Map.of()));
        ChangeFeed feed = new ChangeFeed(bus, resources);
        StreamDesk desk = new StreamDesk(store, bus, threads);
        SessionSharing sharing = new SessionSharing(store, desk, running, bus);
        Sessions sessions = new Sessions(TestSeal.create(), sharing, feed, config, Clock.systemUTC());
        Listening listening = new Listening(sessions, sharing, feed);
        desk.start(null);
        sharing.start(null);
        sessions.start(null);
        listening.start(null);
        return new SessionEra(
                sessions,
                new SessionMethods(
                        new Listings(registry, prompts, resources),
                        new Completions(prompts, resources),
                        new BatchCalls(operations, threads),
                        resources),
                new SessionCalls(operations, running, threads, config),
                listening);
    }
}
