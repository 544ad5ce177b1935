package io.devmesh.bridge;

import picocli.CommandLine.IVersionProvider;

/** What the build wrote into the manifest. */
final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
        String built = Version.class.getPackage().getImplementationVersion();
        return new String[] {"edge-mcp-stdio " + (built == null ? "unpackaged" : built)};
    }
}
