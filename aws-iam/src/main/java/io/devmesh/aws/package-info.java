/**
 * Signs the IAM authentication tokens of ElastiCache and RDS with the AWS SDK.
 * The one place that knows the SDK, in a module of its own so that neither service carries it where IAM is not used.
 */
package io.devmesh.aws;
