/**
 * {@code devmesh audit}: shows who did what, and whether anybody changed what was written. It only reads.
 */
package io.devmesh.tools.audit;
