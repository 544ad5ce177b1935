/** What both services must agree on. Nothing in here starts by itself, because both programs embed it. */
package io.devmesh.shared;
