package io.devmesh.shared.tls;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/**
 * Sockets as a {@link TlsConfig} wants them: TLS 1.2 or newer, the chain and the host name verified. Files that change
 * are read again for the next connection, so a rotated certificate needs no restart.
 */
public final class TlsSocketFactory extends SSLSocketFactory {
    private static final String[] PROTOCOLS = {"TLSv1.3", "TLSv1.2"};

    /** What was made of the files, and how they looked then. */
    private record Loaded(SSLSocketFactory sockets, List<Long> times) {}

    private final TlsConfig config;
    private final List<Path> files;
    private volatile Loaded loaded;

    /** Throws GeneralSecurityException where a file is missing or not what it should be. */
    public TlsSocketFactory(TlsConfig config) throws GeneralSecurityException {
        this.config = config;
        this.files = Stream.concat(
                        config.caFile().stream(),
                        config.clientCertificate().stream().flatMap(pair -> Stream.of(pair.certificate(), pair.key())))
                .toList();
        this.loaded = load();
    }

    private Loaded load() throws GeneralSecurityException {
        List<Long> times = times();
        SSLContext context = TlsContext.of(config);
        return new Loaded(context.getSocketFactory(), times);
    }

    private List<Long> times() {
        return files.stream().map(Path::toFile).map(File::lastModified).toList();
    }

    private SSLSocketFactory sockets() throws IOException {
        Loaded current = loaded;
        if (!current.times().equals(times())) {
            try {
                current = load();
                loaded = current;
            } catch (GeneralSecurityException bad) {
                throw new SSLException("A changed certificate file can't be used: " + bad.getMessage(), bad);
            }
        }
        return current.sockets();
    }

    @Override
    public Socket createSocket() throws IOException {
        return secure(sockets().createSocket());
    }

    @Override
    public Socket createSocket(Socket socket, String host, int port, boolean autoClose) throws IOException {
        return secure(sockets().createSocket(socket, config.serverName().orElse(host), port, autoClose));
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        return secure(sockets().createSocket(host, port));
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress local, int localPort) throws IOException {
        return secure(sockets().createSocket(host, port, local, localPort));
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        return secure(sockets().createSocket(host, port));
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort) throws IOException {
        return secure(sockets().createSocket(host, port, local, localPort));
    }

    @Override
    public String[] getDefaultCipherSuites() {
        return loaded.sockets().getDefaultCipherSuites();
    }

    @Override
    public String[] getSupportedCipherSuites() {
        return loaded.sockets().getSupportedCipherSuites();
    }

    private Socket secure(Socket socket) {
        SSLSocket secure = (SSLSocket) socket;
        SSLParameters parameters = secure.getSSLParameters();
        parameters.setProtocols(PROTOCOLS);
        if (config.verify() == TlsConfig.Verify.CHAIN_AND_HOST) {
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
        }
        secure.setSSLParameters(parameters);
        return secure;
    }
}
