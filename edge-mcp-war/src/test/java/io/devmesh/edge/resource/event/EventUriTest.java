package io.devmesh.edge.resource.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.devmesh.edge.resource.event.EventUri.Matching;
import io.devmesh.edge.resource.event.EventUri.One;
import io.devmesh.shared.event.EventId;
import io.devmesh.shared.event.StoredNotice;
import io.devmesh.shared.event.StoredNotice.Item;
import io.devmesh.shared.tenant.TenantId;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventUriTest {
    private static final String ID = "0af76519-16cd-83dd-8448-eb211c80319c";

    @Test
    void namesOneEvent() {
        assertThat(EventUri.parse("devmesh://events/" + ID)).contains(new One(EventId.parse(ID)));
    }

    @Test
    void namesTheEventsThatMatch() {
        assertThat(EventUri.parse("devmesh://events"))
                .contains(new Matching(Optional.empty(), Optional.empty(), Optional.empty()));
        assertThat(EventUri.parse("devmesh://events?repository=acme%2Fsite&source=git"))
                .contains(new Matching(Optional.of("git"), Optional.empty(), Optional.of("acme/site")));
        assertThat(EventUri.parse("devmesh://events?type=a+b%20%C3%BC"))
                .contains(new Matching(Optional.empty(), Optional.of("a+b ü"), Optional.empty()));
        assertThat(EventUri.parse(EventUri.ofSource("acme.git_1-x")))
                .contains(new Matching(Optional.of("acme.git_1-x"), Optional.empty(), Optional.empty()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "events",
                "devmesh:events",
                "devmesh://",
                "devmesh:///events",
                "DEVMESH://events",
                "devmesh://Events",
                "devmesh://events/",
                "devmesh://events:1",
                "devmesh://user@events",
                "devmesh://events#top",
                "devmesh://events?",
                "devmesh://events?source",
                "devmesh://events?source=",
                "devmesh://events?=git",
                "devmesh://events?source=a&source=b",
                "devmesh://events?source=a&",
                "devmesh://events?colour=red",
                "devmesh://events?Source=a",
                "devmesh://events?source=a[b]",
                "devmesh://events?source=ü",
                "devmesh://events?source=%00",
                "devmesh://events?source=%0a",
                "devmesh://events?source=%ff",
                "devmesh://events?source=%2",
                "devmesh://events/../events",
                "devmesh://events/0AF76519-16CD-83DD-8448-EB211C80319C",
                "devmesh://events/0af76519-16cd-83dd-8448-eb211c80319",
                "devmesh://events/0af76519-16cd-83dd-8448-eb211c80319c/x",
                "devmesh://events/0af76519-16cd-83dd-8448-eb211c80319c?source=a",
                "devmesh://events/0af7651916cd83dd8448eb211c80319c0000",
                "https://events/0af76519-16cd-83dd-8448-eb211c80319c"
            })
    void isNotWrittenInAnyOtherWay(String text) {
        assertThat(EventUri.parse(text)).isEmpty();
    }

    @Test
    void holdsNoMoreThanAValueMayHave() {
        assertThat(EventUri.parse("devmesh://events?type=" + "x".repeat(500))).isPresent();
        assertThat(EventUri.parse("devmesh://events?type=" + "x".repeat(501))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "devmesh://events, true",
        "devmesh://events?source=git, true",
        "devmesh://events?source=gi, false",
        "devmesh://events?type=push, true",
        "devmesh://events?type=issues, true",
        "devmesh://events?type=issues.opened, true",
        "devmesh://events?type=issue, false",
        "devmesh://events?type=issues.opened.x, false",
        "devmesh://events?repository=acme/site, true",
        "devmesh://events?repository=acme, false",
        "devmesh://events?type=push&repository=acme/site, false",
        "devmesh://events?type=issues&repository=acme/site, true",
        "devmesh://events/00000000-0000-0000-0000-000000000001, true",
        "devmesh://events/00000000-0000-0000-0000-000000000003, false"
    })
    void isUpdatedByWhatItWouldShow(String uri, boolean updated) {
        StoredNotice notice = new StoredNotice(
                new TenantId(new UUID(0, 9)),
                List.of(item(1, "push", Optional.empty()), item(2, "issues.opened", Optional.of("acme/site"))));

        assertThat(EventUri.parse(uri).orElseThrow().isUpdatedBy(notice)).isEqualTo(updated);
    }

    private static Item item(int id, String type, Optional<String> repository) {
        return new Item(new EventId(new UUID(0, id)), "git", type, repository);
    }
}
