/**
 * The OAuth 2.1 resource server: checks access tokens of one authorization server and tells clients where to get them. A token is read
 * here and nowhere else, and nothing passes it on.
 */
package io.devmesh.edge.oauth;
