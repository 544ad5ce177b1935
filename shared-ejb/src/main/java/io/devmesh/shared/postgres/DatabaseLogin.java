package io.devmesh.shared.postgres;

import io.devmesh.shared.config.ConfigurationException;
import io.devmesh.shared.config.Settings;
import io.devmesh.shared.iam.IamException;
import io.devmesh.shared.iam.IamSigners;
import org.eclipse.microprofile.config.ConfigProvider;
import org.postgresql.plugin.AuthenticationPlugin;
import org.postgresql.plugin.AuthenticationRequestType;
import org.postgresql.util.PSQLException;
import org.postgresql.util.PSQLState;

/**
 * Gives each new connection its password: read anew, because its file may have changed, or signed on the spot. Named in
 * common.xml; the driver finds it through the class loader of the application that asks for a connection.
 */
public final class DatabaseLogin implements AuthenticationPlugin {
    private final Settings settings;

    /** For the driver. */
    public DatabaseLogin() {
        this(new Settings(ConfigProvider.getConfig()));
    }

    DatabaseLogin(Settings settings) {
        this.settings = settings;
    }

    /** @return null where there is none, which the driver reports in its own words */
    @Override
    public char[] getPassword(AuthenticationRequestType type) throws PSQLException {
        try {
            return switch (DatabaseConfig.from(settings).auth()) {
                case DatabaseAuth.Password login ->
                    login.password().get().map(String::toCharArray).orElse(null);
                case DatabaseAuth.Iam login ->
                    IamSigners.load(login.libraries())
                            .databaseToken(login.user())
                            .toCharArray();
            };
        } catch (IamException | ConfigurationException failure) {
            throw new PSQLException(failure.getMessage(), PSQLState.CONNECTION_REJECTED, failure);
        }
    }
}
