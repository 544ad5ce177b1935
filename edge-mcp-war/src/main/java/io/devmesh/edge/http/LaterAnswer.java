package io.devmesh.edge.http;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.List;

/**
 * A request that is answered later. Its time limit and its listener can be set only before the servlet has returned, so they are from the
 * beginning, also where the body is still to come.
 *
 * @see <a href="https://jakarta.ee/specifications/servlet/6.1/jakarta-servlet-spec-6.1#asynchronous-processing">Asynchronous processing</a>
 */
public final class LaterAnswer implements AsyncListener {
    private static final String ATTRIBUTE = LaterAnswer.class.getName();

    private final AsyncContext context;
    private final List<Runnable> whenOver = new ArrayList<>();
    private boolean over;

    private LaterAnswer(AsyncContext context) {
        this.context = context;
    }

    /** Of {@code request}, one and the same each time; without a time limit. */
    public static LaterAnswer of(HttpServletRequest request) {
        if (request.getAttribute(ATTRIBUTE) instanceof LaterAnswer begun) {
            return begun;
        }
        AsyncContext context = request.startAsync();
        context.setTimeout(0);
        LaterAnswer later = new LaterAnswer(context);
        context.addListener(later);
        request.setAttribute(ATTRIBUTE, later);
        return later;
    }

    public AsyncContext context() {
        return context;
    }

    /** Runs {@code action} when the request is over, answered or lost; at once where it is already. */
    public void whenOver(Runnable action) {
        synchronized (this) {
            if (!over) {
                whenOver.add(action);
                return;
            }
        }
        action.run();
    }

    private void over() {
        List<Runnable> actions;
        synchronized (this) {
            over = true;
            actions = List.copyOf(whenOver);
            whenOver.clear();
        }
        actions.forEach(Runnable::run);
    }

    @Override
    public void onComplete(AsyncEvent event) {
        over();
    }

    @Override
    public void onTimeout(AsyncEvent event) {
        over();
    }

    @Override
    public void onError(AsyncEvent event) {
        over();
    }

    @Override
    public void onStartAsync(AsyncEvent event) {}
}
