/**
 * Produces each problem that the doctor knows on real servers, and reads what it says. No secret that a test plants may be in it.
 */
package io.devmesh.system.doctor;
