package io.devmesh.edge.work;

import java.lang.reflect.Proxy;

/**
 * SIGTERM, before shutdown hooks run, the server's among them. The JDK has {@code sun.misc.Signal} for that (module jdk.unsupported,
 * JEP 260) and nothing else; compilers warn of it and can't be told not to, so it is called by reflection.
 */
final class TermSignal {
    private static final ClassLoader JDK = ClassLoader.getSystemClassLoader();

    private TermSignal() {}

    /** Has {@code action} run, in a thread of its own, in place of the JVM's shutdown. */
    static void handle(Runnable action) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal", true, JDK);
            Class<?> handler = Class.forName("sun.misc.SignalHandler", true, JDK);
            Object handling = Proxy.newProxyInstance(JDK, new Class<?>[] {handler}, (proxy, method, arguments) -> {
                action.run();
                return null;
            });
            signal.getMethod("handle", signal, handler)
                    .invoke(null, signal.getConstructor(String.class).newInstance("TERM"), handling);
        } catch (ReflectiveOperationException missing) {
            throw new IllegalStateException("This JVM can't be told what to do on SIGTERM", missing);
        }
    }
}
