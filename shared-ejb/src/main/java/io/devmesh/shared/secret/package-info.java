/**
 * Secrets that rows hold encrypted: each under a key of its tenant, which a master key wraps. The master key comes from the configuration or stays in AWS KMS, and is stored nowhere.
 */
package io.devmesh.shared.secret;
