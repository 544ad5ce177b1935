package io.devmesh.edge.http;

import static java.lang.System.Logger.Level.DEBUG;
import static java.lang.System.Logger.Level.WARNING;

import io.devmesh.edge.http.BodyReader.Body;
import io.devmesh.edge.http.BodyReader.Work;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;

/** A body that may take its time: no thread waits for it, the container calls when there is more. */
final class SlowBody implements ReadListener {
    private static final System.Logger LOG = System.getLogger(SlowBody.class.getName());
    private static final int PART = 8 << 10;

    /** From the first byte to the last, however often one comes. */
    private static final Duration LONGEST = Duration.ofMinutes(1);

    private final AsyncContext async;
    private final ServletInputStream in;
    private final long announced;
    private final int maxBytes;
    private final Work work;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final long begun = System.nanoTime();
    private boolean done;

    private SlowBody(AsyncContext async, ServletInputStream in, long announced, int maxBytes, Work work) {
        this.async = async;
        this.in = in;
        this.announced = announced;
        this.maxBytes = maxBytes;
        this.work = work;
    }

    static void read(HttpServletRequest request, int maxBytes, Work work) throws IOException {
        AsyncContext async = LaterAnswer.of(request).context();
        ServletInputStream in = request.getInputStream();
        in.setReadListener(new SlowBody(async, in, request.getContentLengthLong(), maxBytes, work));
    }

    @Override
    public void onDataAvailable() throws IOException {
        byte[] part = new byte[PART];
        while (!done && in.isReady() && !in.isFinished()) {
            int count = in.read(part);
            if (count < 0) {
                return;
            }
            bytes.write(part, 0, count);
            if (bytes.size() > maxBytes) {
                finish(new Body.TooLarge());
            } else if (System.nanoTime() - begun > LONGEST.toNanos()) {
                finish(new Body.CutOff());
            }
        }
    }

    @Override
    public void onAllDataRead() throws IOException {
        boolean whole = announced < 0 || bytes.size() == announced;
        finish(whole ? new Body.Whole(bytes.toByteArray()) : new Body.CutOff());
    }

    @Override
    public void onError(Throwable lost) {
        try {
            finish(new Body.CutOff());
        } catch (IOException gone) {
            LOG.log(DEBUG, "The client is gone", gone);
        }
    }

    private void finish(Body body) throws IOException {
        if (done) {
            return;
        }
        done = true;
        boolean later = false;
        boolean served = false;
        try {
            later = work.with(body);
            served = true;
        } finally {
            if (!served) {
                // The container says nothing of it.
                LOG.log(WARNING, "A request whose body took its time could not be answered");
            }
            if (!served && !async.getResponse().isCommitted()) {
                ((HttpServletResponse) async.getResponse()).setStatus(HttpServletResponse.SC_INTERNAL_SERVER_ERROR);
            }
            if (!later) {
                async.complete();
            }
        }
    }
}
