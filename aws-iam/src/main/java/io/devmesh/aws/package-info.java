/**
 * Signs the IAM authentication tokens of ElastiCache and RDS, and has KMS encrypt and decrypt, with the AWS SDK.
 * The one place that knows the SDK, in a module of its own so that neither service carries it where AWS is not used.
 */
package io.devmesh.aws;
