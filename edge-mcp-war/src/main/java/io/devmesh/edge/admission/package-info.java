/**
 * How much a caller may ask for: rates, quotas, calls and streams at a time, and failed authentications. Whatever is refused here is refused before it costs anything, with a word on when to come again.
 */
package io.devmesh.edge.admission;
