/**
 * The port to AWS's short-lived passwords for ElastiCache and RDS. What implements it is in a module of its own, which is loaded only where IAM is configured.
 */
package io.devmesh.shared.iam;
