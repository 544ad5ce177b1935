/**
 * What docs/adding-a-tool.md shows, so that it compiles and works. A test compares the page with these files.
 */
package io.devmesh.system.docs.example;
