/**
 * {@code devmesh secrets}: looks after the keys under which secrets are encrypted. Never shows one.
 */
package io.devmesh.tools.secret;
