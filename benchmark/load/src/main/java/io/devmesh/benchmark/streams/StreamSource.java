package io.devmesh.benchmark.streams;

import io.devmesh.benchmark.http.HttpPost;

/** How a server's streams are opened. */
interface StreamSource {
    /** The request that opens one more. */
    HttpPost next();

    /** Forgets, on the server too, what all requests so far were for; their connections are closed already. */
    void end();
}
