package io.devmesh.edge.mcp;

import io.devmesh.edge.jsonrpc.RequestId;
import io.devmesh.edge.work.RunningCall;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The calls at work in this process, by whom they belong to and their request's id. */
@ApplicationScoped
public class RunningCalls {
    private record Key(Object owner, RequestId id) {}

    private final Map<Key, RunningCall> calls = new ConcurrentHashMap<>();

    /**
     * False where a call with that id is at work already.
     *
     * @param owner a session or a connection; requests of different owners may have equal ids
     */
    public boolean add(Object owner, RequestId id, RunningCall call) {
        return calls.putIfAbsent(new Key(owner, id), call) == null;
    }

    public void remove(Object owner, RequestId id) {
        calls.remove(new Key(owner, id));
    }

    /** Nobody is left to whom the answers could go. */
    public void cancelAll(Object owner) {
        calls.forEach((key, call) -> {
            if (key.owner().equals(owner)) {
                call.cancel();
            }
        });
    }

    /** False where there is none. */
    public boolean cancel(Object owner, RequestId id) {
        RunningCall call = calls.get(new Key(owner, id));
        if (call == null) {
            return false;
        }
        call.cancel();
        return true;
    }
}
