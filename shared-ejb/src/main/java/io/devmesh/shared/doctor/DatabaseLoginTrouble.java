package io.devmesh.shared.doctor;

import io.devmesh.shared.iam.IamException;
import io.devmesh.shared.postgres.DatabaseAuth;
import io.devmesh.shared.postgres.DatabaseConfig;
import io.devmesh.shared.telemetry.RootCause;
import java.sql.SQLException;
import java.util.Optional;
import java.util.stream.Stream;

/** What it means that PostgreSQL is there but gives no session. */
record DatabaseLoginTrouble(DatabaseConfig config) {
    void tell(SQLException failure, Findings findings) {
        String message = message(failure);
        if (chain(failure).anyMatch(IamException.class::isInstance)) {
            findings.error(
                    Code.DATABASE__AUTH__IAM_NO_TOKEN,
                    "no token could be signed: " + RootCause.of(failure),
                    "This pod has no AWS identity to sign an IAM token with",
                    "annotate its service account with eks.amazonaws.com/role-arn (IRSA) or make a Pod Identity"
                            + " association, or set DATABASE_AUTH=password");
            return;
        }
        if (message.contains("targetServerType: primary")) {
            standby(message, findings);
            return;
        }
        switch (state(failure)) {
            case "28P01", "28000" -> login(state(failure), message, findings);
            case "3D000" ->
                findings.error(
                        Code.DATABASE__UNKNOWN,
                        message,
                        "PostgreSQL has no database named " + config.name(),
                        "set DATABASE_NAME, or make it: CREATE DATABASE \"" + config.name() + "\" OWNER \""
                                + config.user() + '"');
            case "53300" ->
                findings.error(
                        Code.DATABASE__TOO_MANY_CONNECTIONS,
                        message,
                        "PostgreSQL has as many connections as it allows",
                        "raise max_connections in PostgreSQL, or lower DATABASE_POOL_MAX of all services together");
            case "57P03" ->
                findings.error(
                        Code.DATABASE__STARTING,
                        message,
                        "PostgreSQL starts or recovers and does not serve yet",
                        "wait; the services try again by themselves");
            default -> tls(failure, message, findings);
        }
    }

    /** {@code seen} is a server's or the driver's way of saying so. */
    static void standby(String seen, Findings findings) {
        findings.error(
                Code.DATABASE__STANDBY,
                seen,
                "DATABASE_HOST names a standby, which takes no writes",
                "set DATABASE_HOST to the writer endpoint, not the reader endpoint");
    }

    private void login(String state, String message, Findings findings) {
        if (config.auth() instanceof DatabaseAuth.Iam && !message.contains("pg_hba")) {
            findings.error(
                    Code.DATABASE__AUTH__IAM_REJECTED,
                    message,
                    "PostgreSQL does not accept the IAM token of the user " + config.user(),
                    "grant rds_iam to that user, allow rds-db:connect on it to the pod's role, and check DATABASE_USER"
                            + " and AWS_REGION");
        } else if (state.equals("28P01")) {
            findings.error(
                    Code.DATABASE__AUTH__WRONG_PASSWORD,
                    message,
                    "PostgreSQL rejects the password of the user " + config.user(),
                    "set DATABASE_PASSWORD to that user's password, and check DATABASE_USER");
        } else {
            notAllowed(message, findings);
        }
    }

    private void notAllowed(String message, Findings findings) {
        boolean wantsTls = message.contains("no encryption") || message.contains("SSL off");
        findings.error(
                Code.DATABASE__AUTH__NOT_ALLOWED,
                message,
                wantsTls
                        ? "PostgreSQL does not let " + config.user() + " in without TLS (pg_hba.conf)"
                        : "PostgreSQL does not let " + config.user() + " in from here (pg_hba.conf)",
                wantsTls
                        ? "set DATABASE_SSL_MODE=require, or verify-full with the CA"
                        : "check DATABASE_USER and DATABASE_NAME, and that pg_hba.conf allows them from this address;"
                                + " on RDS with IAM, that the user has the role rds_iam");
    }

    private void tls(SQLException failure, String message, Findings findings) {
        String at = config.host() + ":" + config.port();
        switch (TlsTrouble.of(failure)) {
            case UNTRUSTED_CA ->
                findings.error(
                        Code.DATABASE__TLS__UNTRUSTED_CA,
                        message,
                        "The certificate of " + at + " was issued by a CA that is not trusted",
                        "set DATABASE_SSL_ROOT_CERT to a PEM file with that CA's certificate"
                                + " (RDS: global-bundle.pem)");
            case WRONG_HOST ->
                findings.error(
                        Code.DATABASE__TLS__WRONG_HOST,
                        message,
                        "The certificate of " + at + " is for another host than " + config.host(),
                        "set DATABASE_HOST to a name that the certificate has, or DATABASE_SSL_MODE=verify-ca");
            case EXPIRED ->
                findings.error(
                        Code.DATABASE__TLS__EXPIRED,
                        message,
                        "The certificate of " + at + " expired",
                        "renew it in PostgreSQL; if it looks valid, check this machine's clock and"
                                + " DATABASE_SSL_ROOT_CERT");
            case NOT_YET_VALID ->
                findings.error(
                        Code.DATABASE__TLS__NOT_YET_VALID,
                        message,
                        "The certificate of " + at + " is not valid yet",
                        "check this machine's clock");
            case CLIENT_CERTIFICATE_WANTED, ALERT ->
                findings.error(
                        Code.DATABASE__TLS__FAILED,
                        message,
                        "The TLS handshake with " + at + " failed",
                        "check DATABASE_SSL_MODE and DATABASE_SSL_ROOT_CERT");
            case NOT_TLS, OTHER ->
                findings.error(
                        Code.DATABASE__FAILED,
                        message,
                        "PostgreSQL gives no session",
                        "check DATABASE_HOST, DATABASE_PORT, DATABASE_NAME, DATABASE_USER, DATABASE_PASSWORD and"
                                + " DATABASE_SSL_MODE");
        }
    }

    /** The server's or the driver's words; a container may have wrapped them. */
    private static String message(SQLException failure) {
        return chain(failure)
                .filter(cause -> cause instanceof SQLException sql && isState(sql.getSQLState()))
                .findFirst()
                .map(cause -> String.valueOf(cause.getMessage()))
                .orElseGet(() -> RootCause.of(failure));
    }

    private static String state(SQLException failure) {
        return chain(failure)
                .flatMap(cause ->
                        cause instanceof SQLException sql ? Stream.ofNullable(sql.getSQLState()) : Stream.empty())
                .filter(DatabaseLoginTrouble::isState)
                .findFirst()
                .orElse("");
    }

    private static boolean isState(String state) {
        return Optional.ofNullable(state).filter(text -> text.length() == 5).isPresent();
    }

    private static Stream<Throwable> chain(Throwable failure) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
                .limit(20);
    }
}
