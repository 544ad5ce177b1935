/**
 * The one JSON mapper of both services. Limits on depth and size are set here.
 */
package io.devmesh.shared.json;
