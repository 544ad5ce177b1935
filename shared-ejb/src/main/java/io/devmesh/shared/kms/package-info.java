/**
 * The port through which a key that never leaves AWS KMS encrypts and decrypts a few bytes.
 * The AWS libraries behind it are in the module {@code aws-iam}, and are loaded from their own folder only where a key of KMS is named.
 */
package io.devmesh.shared.kms;
