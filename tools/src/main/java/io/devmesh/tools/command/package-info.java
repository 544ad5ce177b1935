/**
 * What commands share: how they fail and how they are told to stop. Knows no command.
 */
package io.devmesh.tools.command;
