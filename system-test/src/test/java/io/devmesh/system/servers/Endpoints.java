package io.devmesh.system.servers;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** The pods that a Service of Kubernetes knows: new connections go to them in turn. */
public final class Endpoints implements Supplier<InetSocketAddress> {
    private final List<InetSocketAddress> pods = new CopyOnWriteArrayList<>();
    private final AtomicInteger turn = new AtomicInteger();

    public void add(int port) {
        pods.add(pod(port));
    }

    public void remove(int port) {
        pods.remove(pod(port));
    }

    /** Of the next connection. */
    @Override
    public InetSocketAddress get() {
        Object[] now = pods.toArray();
        return (InetSocketAddress) now[Math.floorMod(turn.getAndIncrement(), now.length)];
    }

    private static InetSocketAddress pod(int port) {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }
}
