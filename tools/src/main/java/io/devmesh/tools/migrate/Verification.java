package io.devmesh.tools.migrate;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import redis.clients.jedis.StreamEntryID;

/**
 * Compares both streams and changes neither. An entry of the source is found on the target, or was done there meanwhile:
 * that is so where it is gone and the groups have had it and hold it no more. Otherwise it is missing.
 */
final class Verification {
    private final StreamReader source;
    private final StreamReader target;
    private final TargetStream record;
    private final Map<String, GroupTally> tallies = new LinkedHashMap<>();
    private final List<String> missing = new ArrayList<>();
    private final StreamEntryID position;
    private long entries;
    private long done;
    private long behind;

    Verification(StreamReader source, StreamReader target, TargetStream record) {
        this.source = source;
        this.target = target;
        this.record = record;
        this.position = record.record().map(MigrationRecord::position).orElse(StreamReader.START);
    }

    /** Compares up to what is the newest entry of the source now. */
    Report run() {
        names().forEach(name -> tallies.put(name, new GroupTally(name)));
        StreamEntryID newest = source.lastGenerated();
        BatchSize size = new BatchSize();
        StreamEntryID at = StreamReader.START;
        while (at.compareTo(newest) < 0) {
            List<Entry> page = source.read(at, size.next());
            if (page.isEmpty()) {
                break;
            }
            size.was(page);
            compare(page.stream().map(Entry::id).toList());
            at = page.getLast().id();
        }
        return new Report(
                entries,
                done,
                tallies.values().stream().map(GroupTally::report).toList(),
                List.copyOf(missing),
                behind);
    }

    /** Of the source's groups; of the target's where the source has none. */
    private List<String> names() {
        List<Group> groups = source.groups().isEmpty() ? target.groups() : source.groups();
        return groups.stream().map(Group::name).toList();
    }

    /** The target is looked at before its groups, as a Worker acknowledges before it deletes. */
    private void compare(List<StreamEntryID> ids) {
        Map<String, Group> onSource = byName(source, ids);
        List<StreamEntryID> wanted = ids.stream()
                .filter(id -> !Group.allDone(List.copyOf(onSource.values()), id))
                .toList();
        entries += wanted.size();
        done += ids.size() - wanted.size();
        if (wanted.isEmpty()) {
            return;
        }
        List<Optional<StreamEntryID>> names = record.namesOf(wanted);
        List<StreamEntryID> here = new ArrayList<>();
        for (int i = 0; i < wanted.size(); i++) {
            here.add(names.get(i).orElse(wanted.get(i)));
        }
        List<Boolean> present = target.present(here);
        Map<String, Group> onTarget = byName(target, here);
        for (int i = 0; i < wanted.size(); i++) {
            StreamEntryID id = wanted.get(i);
            for (GroupTally tally : tallies.values()) {
                tally.count(
                        id,
                        of(onSource, tally.name()).deliveryOf(id),
                        of(onTarget, tally.name()).deliveryOf(here.get(i)),
                        present.get(i));
            }
            if (!present.get(i)) {
                absent(id, names.get(i), List.copyOf(onTarget.values()));
            }
        }
    }

    private void absent(StreamEntryID id, Optional<StreamEntryID> copied, List<Group> onTarget) {
        if (copied.isEmpty() && id.compareTo(position) > 0) {
            behind++;
        } else if (copied.filter(name -> Group.allDone(onTarget, name)).isEmpty() && isStillWanted(id)) {
            missing.add(id.toString());
        }
    }

    /** It may have been done since its page was read. */
    private boolean isStillWanted(StreamEntryID id) {
        StreamEntryID before = id.getSequence() > 0
                ? new StreamEntryID(id.getTime(), id.getSequence() - 1)
                : new StreamEntryID(id.getTime() - 1, Long.MAX_VALUE);
        List<Entry> there = source.read(before, 1);
        return !there.isEmpty() && there.getFirst().id().equals(id) && !Group.allDone(source.groups(id, id), id);
    }

    private static Map<String, Group> byName(StreamReader reader, List<StreamEntryID> ids) {
        return reader.groups(Collections.min(ids), Collections.max(ids)).stream()
                .collect(Collectors.toMap(Group::name, group -> group));
    }

    private static Group of(Map<String, Group> groups, String name) {
        return Stream.ofNullable(groups.get(name)).findFirst().orElseGet(() -> Group.fresh(name));
    }
}
