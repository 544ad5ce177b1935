/**
 * Moves what is on the stream of one Redis to another while both are in use: see {@link io.devmesh.tools.migrate.Migration} for what is promised. The steps that change the target are scripts, so that an entry and the note that it was copied are one.
 */
package io.devmesh.tools.migrate;
