/**
 * Reads settings through MicroProfile Config and refuses bad ones with a message that names variable, rule and fix. Every feature's configuration record is built from {@link io.devmesh.shared.config.Settings}.
 */
package io.devmesh.shared.config;
