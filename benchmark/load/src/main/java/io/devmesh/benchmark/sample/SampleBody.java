package io.devmesh.benchmark.sample;

/**
 * A body in the shape of GitHub's, with what the Worker reads and some of what it does not.
 *
 * @param type of the event, with its action
 * @param pattern takes the number of the event, a text that brings the body to the wanted size, and the name of
 *     its repository
 */
public record SampleBody(String type, int number, String pattern) {
    public static final String ACTOR = "mona-lisa";

    private static final String OWNER = "developer-mesh/";
    /** Events of one are processed one after the other, so that one alone would measure one lane. */
    private static final int REPOSITORIES = 50;

    private static final String ISSUE = """
            {"action":"opened","issue":{"id":1%1$09d,"number":%1$d,"title":"The build of change %1$d fails",\
            "state":"open","locked":false,"comments":0,"html_url":"https://github.com/developer-mesh/%3$s/\
            issues/%1$d","created_at":"2026-11-01T08:30:00Z","updated_at":"2026-11-01T08:30:00Z","user":{"login":\
            "mona-lisa","id":1001,"type":"User","site_admin":false},"labels":[{"id":71,"name":"bug","color":"d73a4a",\
            "default":true}],"assignees":[],"milestone":null,"body":"%2$s"},"repository":{"id":4711,"name":\
            "%3$s","full_name":"developer-mesh/%3$s","private":true,"owner":{"login":\
            "developer-mesh","id":1000,"type":"Organization"},"html_url":"https://github.com/developer-mesh/\
            %3$s","default_branch":"main","forks":3,"open_issues":12},"sender":{"login":"mona-lisa",\
            "id":1001,"type":"User","site_admin":false}}""";

    private static final String PUSH = """
            {"ref":"refs/heads/main","before":"6113728f27ae82c7b1a177c8d03f9e96e0adf246","after":\
            "0000000000000000000000000000000%1$09d","created":false,"deleted":false,"forced":false,"compare":\
            "https://github.com/developer-mesh/%3$s/compare/6113728f27ae...%1$09d","commits":[{"id":\
            "0000000000000000000000000000000%1$09d","distinct":true,"message":"%2$s","timestamp":\
            "2026-11-01T08:30:00Z","url":"https://github.com/developer-mesh/%3$s/commit/%1$09d","author":\
            {"name":"Mona Lisa","email":"mona@example.org"},"added":[],"removed":[],"modified":["pom.xml"]}],\
            "head_commit":{"id":"0000000000000000000000000000000%1$09d","message":"Change %1$d","timestamp":\
            "2026-11-01T08:30:00Z","url":"https://github.com/developer-mesh/%3$s/commit/%1$09d"},\
            "repository":{"id":4711,"name":"%3$s","full_name":"developer-mesh/%3$s",\
            "private":true,"owner":{"login":"developer-mesh","id":1000},"html_url":\
            "https://github.com/developer-mesh/%3$s","default_branch":"main"},"pusher":{"name":\
            "mona-lisa"},"sender":{"login":"mona-lisa","id":1001,"type":"User"}}""";

    private static final String FILLER =
            "The step that uploads the report has not found the folder since the last change of the layout. ";

    /** Issues and pushes in turns. */
    public static SampleBody of(int number) {
        return number % 2 == 0 ? new SampleBody("issues.opened", number, ISSUE) : new SampleBody("push", number, PUSH);
    }

    /** Its full name; issues and pushes have the same ones. */
    public String repository() {
        return OWNER + name();
    }

    private String name() {
        return "sample-repository-%02d".formatted(number / 2 % REPOSITORIES);
    }

    /** With at least {@code bytes}, and more only where its fixed part has more. */
    public String json(int bytes) {
        int missing = Math.max(0, bytes - text("").length());
        return text(FILLER.repeat(missing / FILLER.length() + 1).substring(0, missing));
    }

    private String text(String filler) {
        return pattern.formatted(number, filler, name());
    }
}
