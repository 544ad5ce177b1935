package io.devmesh.edge.oauth;

import com.nimbusds.jose.util.DefaultResourceRetriever;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URL;
import java.time.Duration;

/** Gets a document of the authorization server: within a time, up to a size, and from that address alone, for a redirect could lead anywhere. */
class Fetcher {
    private static final int TIMEOUT = (int) Duration.ofSeconds(2).toMillis();
    private static final int LARGEST = 256 << 10;

    private final Direct retriever = new Direct();

    String fetch(URI address) throws IOException {
        return retriever.retrieveResource(address.toURL()).getContent();
    }

    /** Follows no redirects. */
    private static final class Direct extends DefaultResourceRetriever {
        Direct() {
            super(TIMEOUT, TIMEOUT, LARGEST);
        }

        @Override
        protected HttpURLConnection openHTTPConnection(URL url) throws IOException {
            HttpURLConnection connection = super.openHTTPConnection(url);
            connection.setInstanceFollowRedirects(false);
            return connection;
        }
    }
}
