/**
 * Who did what: entries that only ever get more, in one chain of hashes for each tenant. Whoever changes one of them later is found by {@code devmesh audit verify}.
 */
package io.devmesh.shared.audit;
