/**
 * IAM authentication as ElastiCache and RDS do it, before real servers: tokens are verified at each log-in, connections are cut when their time is over. The services in front of it are the built ones.
 */
package io.devmesh.system.iam;
