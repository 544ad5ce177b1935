/**
 * Reads the webhooks of Harness Code, as told at
 * <a href="https://developer.harness.io/docs/code-repository/config-repos/webhooks">Webhooks</a>. Types are the trigger's names.
 */
package io.devmesh.worker.process.harness;
