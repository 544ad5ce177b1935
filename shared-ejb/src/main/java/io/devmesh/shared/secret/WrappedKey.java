package io.devmesh.shared.secret;

/**
 * A tenant's key, encrypted.
 *
 * @param masterKeyId under which
 * @param bytes not to be changed
 */
record WrappedKey(String masterKeyId, byte[] bytes) {
    @Override
    public String toString() {
        return "WrappedKey[under " + masterKeyId + "]";
    }
}
