package io.devmesh.shared.redis;

import io.devmesh.shared.iam.IamSigner;
import io.devmesh.shared.iam.IamSigners;
import java.util.Optional;
import java.util.function.Supplier;
import redis.clients.jedis.DefaultRedisCredentials;
import redis.clients.jedis.RedisCredentials;

/** Gives each new connection its credentials. */
interface LoginSource extends Supplier<RedisCredentials> {
    /** Changes whenever {@link #get} changes. */
    int version();

    /** Whether, after those of version {@code rejected} were rejected, there are others that are worth one try. */
    boolean hasOther(int rejected);

    /** Empty where no AUTH is wanted. */
    static Optional<LoginSource> of(RedisLogin login) {
        return switch (login) {
            case RedisLogin.Open open -> Optional.empty();
            case RedisLogin.Password password -> Optional.of(new RotatingPassword(password));
            case RedisLogin.Iam iam -> Optional.of(new Token(iam, IamSigners.load(iam.libraries())));
        };
    }

    /** A new signature each time; there is no other to fall back to. */
    record Token(RedisLogin.Iam login, IamSigner signer) implements LoginSource {
        @Override
        public RedisCredentials get() {
            return new DefaultRedisCredentials(login.user().userId(), signer.elastiCacheToken(login.user()));
        }

        @Override
        public int version() {
            return 0;
        }

        @Override
        public boolean hasOther(int rejected) {
            return false;
        }
    }
}
