/**
 * The container images, built and run with buildah and podman, on a base that stands in for Open Liberty's. What the charts make is
 * started as a kubelet would start it.
 */
package io.devmesh.system.image;
