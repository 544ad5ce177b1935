/**
 * What a source's rules make of its events: what is checked, what is built, where it goes. Pure functions of the rules and the
 * event; no clock, no network, no database.
 */
package io.devmesh.worker.rule;
