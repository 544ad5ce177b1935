package io.devmesh.edge.mcp.stateless;

import static io.devmesh.edge.mcp.Messages.CALLER;
import static io.devmesh.edge.mcp.Messages.ID;
import static io.devmesh.edge.mcp.Messages.json;
import static io.devmesh.edge.mcp.Messages.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.devmesh.edge.auth.Authenticated;
import io.devmesh.edge.bus.MemoryBus;
import io.devmesh.edge.change.Change;
import io.devmesh.edge.change.ChangeFeed;
import io.devmesh.edge.change.StartedFeed;
import io.devmesh.edge.jsonrpc.JsonRpcErrorCode;
import io.devmesh.edge.jsonrpc.JsonRpcException;
import io.devmesh.edge.mcp.Heard;
import io.devmesh.edge.mcp.McpHeaders;
import io.devmesh.edge.mcp.OpenWire;
import io.devmesh.edge.mcp.RunningCalls;
import io.devmesh.edge.mcp.Sender;
import io.devmesh.edge.mcp.Wire;
import io.devmesh.edge.resource.ResourceCall;
import io.devmesh.edge.resource.ResourceDescription;
import io.devmesh.edge.resource.ResourceRegistry;
import io.devmesh.edge.resource.ResourceResult;
import io.devmesh.edge.resource.ResourceSource;
import io.devmesh.edge.task.TaskFeed;
import io.devmesh.edge.work.SameThread;
import io.devmesh.edge.work.Shutdown;
import io.devmesh.edge.work.Stopping;
import io.devmesh.shared.event.EventId;
import io.devmesh.shared.event.StoredNotice;
import io.devmesh.shared.stream.StoredNoticeCodec;
import io.devmesh.shared.tenant.TenantId;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SubscriptionsTest {
    private static final Authenticated STRANGER = new Authenticated(new UUID(0, 3), new TenantId(new UUID(0, 4)));
    private static final String KNOWN = "test://known";
    private static final String UPDATED = "notifications/resources/updated";

    private final MemoryBus bus = new MemoryBus();
    private final KnownResource source = new KnownResource();
    private final ResourceRegistry resources = new ResourceRegistry(List.of(source));
    private final ChangeFeed feed = StartedFeed.on(bus, resources);
    private final RunningCalls running = new RunningCalls();
    private final Subscriptions subscriptions =
            new Subscriptions(feed, new TaskFeed(bus), new TaskMethods(), resources, running, new SameThread());

    @Test
    void acknowledgesFirstWhatIsGranted() {
        Heard heard = listen("{'toolsListChanged':true,'promptsListChanged':false," + "'resourceSubscriptions':['"
                + KNOWN + "','test://unknown']}");

        assertThat(heard.messages())
                .containsExactly(json("{'jsonrpc':'2.0','method':'notifications/subscriptions/acknowledged','params':"
                        + "{'_meta':{'io.modelcontextprotocol/subscriptionId':'r'},"
                        + "'notifications':{'toolsListChanged':true,'resourceSubscriptions':['" + KNOWN + "']}}}"));
        assertThat(heard.isOver()).isFalse();
    }

    @Test
    void acknowledgesThatNothingIsGranted() {
        assertThat(listen("{}").messages().getFirst().path("params").path("notifications"))
                .isEmpty();
    }

    @Test
    void tellsEachChangeOnceToWhoeverAskedForIt() {
        Heard tools = listen("{'toolsListChanged':true}");
        Heard all = listen("{'toolsListChanged':true,'promptsListChanged':true,'resourcesListChanged':true}");
        Heard none = listen("{}");

        feed.publish(CALLER.tenant(), new Change.ToolsListChanged());
        feed.publish(CALLER.tenant(), new Change.PromptsListChanged());
        feed.publish(CALLER.tenant(), new Change.ResourcesListChanged());

        assertThat(methods(tools)).containsExactly("notifications/tools/list_changed");
        assertThat(methods(all))
                .containsExactly(
                        "notifications/tools/list_changed",
                        "notifications/prompts/list_changed",
                        "notifications/resources/list_changed");
        assertThat(methods(none)).isEmpty();
        assertThat(all.messages())
                .allSatisfy(message -> assertThat(message.path("params")
                                .path("_meta")
                                .path("io.modelcontextprotocol/subscriptionId")
                                .stringValue())
                        .isEqualTo("r"));
    }

    @Test
    void tellsNobodyOfAnotherTenantsChanges() {
        Heard heard = listen("{'toolsListChanged':true,'resourceSubscriptions':['" + KNOWN + "']}");

        feed.publish(STRANGER.tenant(), new Change.ToolsListChanged());
        feed.publish(STRANGER.tenant(), new Change.ResourceUpdated(KNOWN));
        store(STRANGER.tenant());

        assertThat(methods(heard)).isEmpty();
    }

    @Test
    void tellsOnceOfAResourceThatStoredEventsChanged() {
        Heard heard = listen("{'resourceSubscriptions':['" + KNOWN + "','" + KNOWN + "']}");

        store(CALLER.tenant());

        assertThat(methods(heard)).containsExactly(UPDATED);
        assertThat(heard.messages().getLast().path("params").path("uri").stringValue())
                .isEqualTo(KNOWN);
    }

    @Test
    void tellsTheClientsOfThisReplicaWhereRedisIsAway() {
        Heard heard = listen("{'toolsListChanged':true}");
        bus.goAway();

        feed.publish(CALLER.tenant(), new Change.ToolsListChanged());

        assertThat(methods(heard)).containsExactly("notifications/tools/list_changed");
    }

    @Test
    void watchesNoMoreOnceTheClientIsGone() {
        Heard heard = listen("{'resourceSubscriptions':['" + KNOWN + "']}");
        store(CALLER.tenant());
        int before = source.asked;

        heard.hangUp();
        store(CALLER.tenant());

        assertThat(source.asked).isEqualTo(before).isPositive();
        assertThat(heard.answer()).isEmpty();
    }

    @Test
    void endsWithoutAnAnswerWhenItsRequestIsCancelledOnItsConnection() {
        Wire wire = new OpenWire();
        Heard heard = listen(Optional.of(wire), "{'toolsListChanged':true}");
        Heard elsewhere = listen(Optional.of(new OpenWire()), "{'toolsListChanged':true}");

        assertThat(running.cancel(wire, ID)).isTrue();
        feed.publish(CALLER.tenant(), new Change.ToolsListChanged());

        assertThat(heard.isOver()).isTrue();
        assertThat(heard.answer()).isEmpty();
        assertThat(methods(heard)).isEmpty();
        assertThat(methods(elsewhere)).hasSize(1);
        assertThat(running.cancel(wire, ID)).isFalse();
    }

    @Test
    void refusesASecondWithTheIdOfOneThatIsOpenOnTheSameConnection() {
        Wire wire = new OpenWire();
        Heard first = listen(Optional.of(wire), "{'toolsListChanged':true}");

        JsonRpcException refused = catchThrowableOfType(
                JsonRpcException.class, () -> listen(Optional.of(wire), "{'toolsListChanged':true}"));

        assertThat(refused.error().code()).isEqualTo(JsonRpcErrorCode.INVALID_REQUEST);
        assertThat(first.isOver()).isFalse();
        first.hangUp();
        assertThat(listen(Optional.of(wire), "{'toolsListChanged':true}").isOver())
                .isFalse();
    }

    @Test
    void endsWithAResultWhenTheServerStops() {
        Shutdown shutdown = new Shutdown();
        subscriptions.register(null, shutdown);
        Heard heard = listen("{'toolsListChanged':true}");

        Stopping.stop(shutdown);

        assertThat(heard.isOver()).isTrue();
        assertThat(heard.result().path("resultType").stringValue()).isEqualTo("complete");
        assertThat(heard.result()
                        .path("_meta")
                        .path("io.modelcontextprotocol/subscriptionId")
                        .stringValue())
                .isEqualTo("r");
    }

    @Test
    void endsAtOnceWhileTheServerStops() {
        Shutdown shutdown = new Shutdown();
        subscriptions.register(null, shutdown);
        Stopping.stop(shutdown);

        Heard heard = listen("{'toolsListChanged':true}");

        assertThat(heard.isOver()).isTrue();
        assertThat(heard.result().path("resultType").stringValue()).isEqualTo("complete");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "7",
                "[]",
                "null",
                "{'toolsListChanged':'yes'}",
                "{'promptsListChanged':1}",
                "{'resourcesListChanged':null}",
                "{'resourceSubscriptions':'test://known'}",
                "{'resourceSubscriptions':{}}",
                "{'resourceSubscriptions':[7]}",
                "{'resourceSubscriptions':[null]}"
            })
    void refusesAMalformedFilter(String filter) {
        assertThat(refusal(filter)).isEqualTo(JsonRpcErrorCode.INVALID_PARAMS);
    }

    @Test
    void takesABoundedNumberOfUris() {
        String thousand =
                IntStream.range(0, 1_000).mapToObj(i -> "'test://" + i + "'").collect(Collectors.joining(","));

        assertThat(listen("{'resourceSubscriptions':[" + thousand + "]}").messages())
                .hasSize(1);
        assertThat(refusal("{'resourceSubscriptions':[" + thousand + ",'test://one-more']}"))
                .isEqualTo(JsonRpcErrorCode.INVALID_PARAMS);
    }

    @Test
    void tellsOfTasksOnlyToClientsThatKnowThem() {
        assertThat(refusal("{'taskIds':[]}")).isEqualTo(JsonRpcErrorCode.MISSING_CLIENT_CAPABILITY);
    }

    private JsonRpcErrorCode refusal(String filter) {
        return catchThrowableOfType(JsonRpcException.class, () -> listen(filter))
                .error()
                .code();
    }

    private Heard listen(String filter) {
        return listen(Optional.empty(), filter);
    }

    private Heard listen(Optional<Wire> wire, String filter) {
        return Heard.of(subscriptions.listen(
                new Sender(CALLER, McpHeaders.none(), wire),
                request("subscriptions/listen", "{'notifications':" + filter + "}")));
    }

    private void store(TenantId tenant) {
        bus.postStored(StoredNoticeCodec.encode(List.of(new StoredNotice(
                tenant,
                List.of(new StoredNotice.Item(
                        new EventId(new UUID(0, 1)), "git", "push", Optional.of("acme/site")))))));
    }

    /** But for the acknowledgement. */
    private static List<String> methods(Heard heard) {
        return heard.messages().stream()
                .skip(1)
                .map(message -> message.path("method").stringValue())
                .toList();
    }

    /** One resource, which every stored event changes. */
    private static final class KnownResource implements ResourceSource {
        private int asked;

        @Override
        public List<ResourceDescription> resources(Authenticated caller) {
            return List.of();
        }

        @Override
        public Optional<ResourceResult> read(ResourceCall call) {
            return Optional.empty();
        }

        @Override
        public boolean isSubscribable(String uri) {
            return uri.equals(KNOWN) || uri.matches("test://[0-9]+");
        }

        @Override
        public boolean isUpdatedBy(String uri, StoredNotice notice) {
            asked++;
            return true;
        }
    }
}
