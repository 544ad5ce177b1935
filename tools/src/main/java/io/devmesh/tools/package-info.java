/**
 * The command line {@code devmesh}: one root command, one class for each command. It reads the variables of the services, so it runs where they run.
 */
package io.devmesh.tools;
