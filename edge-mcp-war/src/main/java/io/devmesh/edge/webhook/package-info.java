/**
 * The door for webhooks: verifies, then puts the event on the stream, or into PostgreSQL while Redis is away. An event is accepted only when one of the two has confirmed it.
 */
package io.devmesh.edge.webhook;
