package io.devmesh.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The module terraform/aws is formatted, valid, and passes its own tests, in which AWS is played. {@code TERRAFORM_PROVIDERS} is a
 * folder as {@code terraform providers mirror} makes it, with the provider hashicorp/aws.
 */
@NeedsProgram(value = "terraform", variable = "TERRAFORM_PROVIDERS")
class TerraformIT {
    private static final Path SOURCE = Path.of("..", "terraform", "aws");
    private static final Path FOLDER = Path.of("target", "terraform").toAbsolutePath();
    private static final Path MODULE = FOLDER.resolve("aws");
    private static final Duration LIMIT = Duration.ofMinutes(5);

    /** In a copy: Terraform leaves a folder and a lock beside the files. */
    @BeforeAll
    static void initialize() {
        copy(MODULE);
        initialize(MODULE);
    }

    @Test
    void isFormatted() {
        terraform(MODULE, "fmt", "-check", "-diff", "-recursive").orFail();
    }

    @Test
    void isValid() {
        assertThat(terraform(MODULE, "validate").orFail().printed()).contains("The configuration is valid.");
    }

    @Test
    void passesItsOwnTests() {
        assertThat(terraform(MODULE, "test").orFail().printed())
                .containsPattern("Success! [5-9]\\d passed, 0 failed\\.");
    }

    @Test
    void failsThemWhereTheStreamMayBeEvicted() throws IOException {
        Path spoilt = FOLDER.resolve("spoilt");
        copy(spoilt);
        Path redis = spoilt.resolve("redis.tf");
        Files.writeString(redis, Files.readString(redis).replace("\"noeviction\"", "\"volatile-lru\""));
        initialize(spoilt);

        Outcome outcome = terraform(spoilt, "test", "-filter=tests/what-is-made.tftest.hcl");

        assertThat(outcome.exitCode()).isNotZero();
        assertThat(outcome.errors()).contains("The stream may be evicted");
    }

    private static void initialize(Path folder) {
        terraform(folder, "init", "-input=false", "-plugin-dir=" + System.getenv("TERRAFORM_PROVIDERS"))
                .orFail();
    }

    /** Without the developer's own settings of Terraform and AWS. */
    private static Outcome terraform(Path folder, String command, String... arguments) {
        List<String> words = new ArrayList<>(List.of("terraform", command));
        words.addAll(List.of(arguments));
        if (!command.equals("fmt")) {
            words.add("-no-color");
        }
        ProcessBuilder program = new ProcessBuilder(words).directory(folder.toFile());
        program.environment().keySet().removeIf(name -> name.matches("(TF|AWS)_.*"));
        program.environment().put("TF_CLI_CONFIG_FILE", settings().toString());
        program.environment().put("CHECKPOINT_DISABLE", "1");
        return Outcome.of(program, FOLDER.resolve(folder.getFileName() + "-" + command + ".log"), LIMIT);
    }

    private static Path settings() {
        try {
            return Files.writeString(FOLDER.resolve("none.tfrc"), "");
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static void copy(Path folder) {
        try {
            if (Files.exists(folder)) {
                try (Stream<Path> old = Files.walk(folder)) {
                    for (Path file : old.sorted(Comparator.reverseOrder()).toList()) {
                        Files.delete(file);
                    }
                }
            }
            try (Stream<Path> files = Files.walk(SOURCE)) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    Path relative = SOURCE.relativize(file);
                    if (!relative.toString().startsWith(".terraform")) {
                        Files.createDirectories(folder.resolve(relative).getParent());
                        Files.copy(file, folder.resolve(relative));
                    }
                }
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
