/**
 * The port through which a connection gets its IAM authentication token: what a token is for, and who makes it.
 * The AWS libraries behind it are in the module {@code aws-iam}, and are loaded from their own folder only where IAM is used.
 */
package io.devmesh.shared.iam;
