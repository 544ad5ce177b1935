package io.devmesh.system;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.devmesh.shared.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** A program that gets its access tokens as MCP's specification says: it knows nothing but the endpoint. */
record OAuthClient(EdgeClient nobody, String name) {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    /** What a challenge says of that parameter; empty where it says nothing. */
    static String parameter(String challenge, String parameter) {
        Matcher matcher = Pattern.compile("[ ,]" + parameter + "=\"([^\"]*)\"").matcher(challenge);
        return matcher.find() ? matcher.group(1) : "";
    }

    /** With a token for what the endpoint asks for in its answer to nobody. */
    EdgeClient discover() {
        String challenge =
                nobody.mcp("{'jsonrpc':'2.0','id':1,'method':'ping'}").header("WWW-Authenticate");
        return with(challenge, parameter(challenge, "scope"));
    }

    /** With a token for those scopes, from where the challenge leads to. */
    EdgeClient with(String challenge, String scopes) {
        JsonNode resource = get(URI.create(parameter(challenge, "resource_metadata")));
        String issuer = resource.path("authorization_servers").path(0).stringValue();
        return as(token(issuer, scopes, resource.path("resource").stringValue()));
    }

    EdgeClient as(String token) {
        return new EdgeClient(nobody.port(), token, "", "");
    }

    /** For that audience, by the client credentials grant. */
    String token(String issuer, String scopes, String audience) {
        String endpoint = get(URI.create(issuer + "/.well-known/openid-configuration"))
                .path("token_endpoint")
                .stringValue();
        String form = "grant_type=client_credentials&scope=" + URLEncoder.encode(scopes, UTF_8) + "&resource="
                + URLEncoder.encode(audience, UTF_8);
        return send(HttpRequest.newBuilder(URI.create(endpoint))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .header(
                                "Authorization",
                                "Basic " + Base64.getEncoder().encodeToString((name + ":x").getBytes(UTF_8)))
                        .POST(HttpRequest.BodyPublishers.ofString(form)))
                .path("access_token")
                .stringValue();
    }

    static JsonNode get(URI uri) {
        return send(HttpRequest.newBuilder(uri));
    }

    private static JsonNode send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> response = HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() != 200) {
                throw new AssertionError(response.uri() + ": " + response.statusCode() + " " + response.body());
            }
            return Json.mapper().readTree(response.body());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", ended);
        }
    }
}
