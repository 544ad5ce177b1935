package io.devmesh.aws;

import io.devmesh.shared.iam.IamException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import software.amazon.awssdk.core.SdkSystemSetting;
import software.amazon.awssdk.core.exception.SdkException;

/** Turns the SDK's list of all that it has tried into one line on what was meant to work. */
final class MissingCredentials {
    private static final Pattern WEB_IDENTITY = tried("WebIdentityTokenFileCredentialsProvider");
    private static final Pattern POD_IDENTITY = tried("ContainerCredentialsProvider");
    private static final int LONGEST_REASON = 300;

    private MissingCredentials() {}

    static IamException after(SdkException failure) {
        // The SDK's exception is no cause of this one: whoever looks for the root would show its 1,000 characters.
        return new IamException("No AWS credentials for IAM authentication" + text(failure) + ".");
    }

    /** What was tried, in parentheses, and what to check. */
    static String text(SdkException failure) {
        String message = String.valueOf(failure.getMessage()).replaceAll("\\p{Cntrl}+", " ");
        List<String> reasons = new ArrayList<>();
        if (SdkSystemSetting.AWS_WEB_IDENTITY_TOKEN_FILE.getStringValue().isPresent()) {
            reasons.addAll(reasons(WEB_IDENTITY, message));
        }
        if (SdkSystemSetting.AWS_CONTAINER_CREDENTIALS_FULL_URI.getStringValue().isPresent()) {
            reasons.addAll(reasons(POD_IDENTITY, message));
        }
        String seen = reasons.isEmpty() ? "" : " (" + String.join("; ", reasons) + ")";
        return seen + ": check AWS_ROLE_ARN and AWS_WEB_IDENTITY_TOKEN_FILE (IRSA),"
                + " or AWS_CONTAINER_CREDENTIALS_FULL_URI (Pod Identity), and AWS_REGION";
    }

    private static List<String> reasons(Pattern tried, String message) {
        return tried.matcher(message)
                .results()
                .map((MatchResult found) -> found.group(1))
                .map(reason -> reason.substring(0, Math.min(reason.length(), LONGEST_REASON)))
                .toList();
    }

    /** {@code Provider(): reason, OtherProvider(…): …]}, as a chain of providers reports them. */
    private static Pattern tried(String provider) {
        return Pattern.compile("\\b" + provider + "\\([^)]*\\): (.*?)\\.?(?=, \\w+Provider\\(|\\]$)");
    }
}
