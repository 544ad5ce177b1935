package io.devmesh.shared.doctor;

import io.devmesh.shared.postgres.DatabaseConfig;

/** What it means that no connection to PostgreSQL came about. */
record DatabaseRouteTrouble(DatabaseConfig config) {
    void tell(Route.Outcome.Blocked blocked, Findings findings) {
        String at = config.host() + ":" + config.port();
        String seen = at + ": " + blocked.seen();
        switch (blocked.obstacle()) {
            case UNKNOWN_HOST ->
                findings.error(
                        Code.DATABASE__HOST__UNKNOWN,
                        seen,
                        "DATABASE_HOST names " + config.host() + ", which DNS does not know",
                        "set DATABASE_HOST to the endpoint's name");
            case NO_ANSWER_TO_LOOKUP ->
                findings.error(
                        Code.DATABASE__HOST__NO_ANSWER,
                        seen,
                        "DNS does not answer for " + config.host() + ", which DATABASE_HOST names",
                        "check the pod's DNS (CoreDNS, network policies for port 53), or set DATABASE_HOST");
            case REFUSED ->
                findings.error(
                        Code.DATABASE__CONNECT__REFUSED,
                        seen,
                        "Nothing listens at " + at + ", which DATABASE_HOST and DATABASE_PORT name",
                        "set DATABASE_HOST and DATABASE_PORT to the endpoint, and check that PostgreSQL runs there");
            case TIMEOUT ->
                findings.error(
                        Code.DATABASE__CONNECT__TIMEOUT,
                        seen,
                        "Nothing answers at " + at + ", which DATABASE_HOST names; something drops the packets",
                        "check that the security group, network ACLs and network policies let this pod reach port "
                                + config.port() + ", and that DATABASE_HOST is right");
            case UNREACHABLE ->
                findings.error(
                        Code.DATABASE__CONNECT__UNREACHABLE,
                        seen,
                        "There is no route to " + at + ", which DATABASE_HOST names",
                        "check subnets, routes and network policies, or set DATABASE_HOST");
        }
    }
}
