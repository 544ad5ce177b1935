package io.devmesh.local;

import io.zonky.test.db.postgres.embedded.DefaultPostgresBinaryResolver;
import io.zonky.test.db.postgres.util.LinuxUtils;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/**
 * The PostgreSQL programs out of the Maven artifact for this machine, unpacked.
 *
 * @param home the folder that holds {@code bin} and {@code lib}
 */
record PostgresBinaries(Path home) {
    /** Unpacks them below {@code folder} unless they are there. */
    static PostgresBinaries in(Path folder) {
        try {
            byte[] archive = archive();
            Path home = folder.resolve("postgresql-" + digest(archive));
            if (!Files.isDirectory(home)) {
                Files.createDirectories(folder);
                Path draft = Files.createTempDirectory(folder, "postgresql");
                unpack(archive, draft);
                publish(draft, home);
            }
            return new PostgresBinaries(home.toAbsolutePath());
        } catch (IOException failure) {
            throw new StartupException("Can't unpack PostgreSQL to " + folder + " (" + failure.getMessage()
                    + "): make the folder writable, or set DATABASE_HOST to a PostgreSQL that runs.");
        }
    }

    /**
     * A command line of one of the programs. PostgreSQL refuses to run as root; in a user namespace that maps no user,
     * root is nobody to PostgreSQL, and still the owner of its files to the kernel.
     */
    List<String> command(String program, List<String> arguments) {
        List<String> command = new ArrayList<>();
        if (LinuxUtils.isUnshareAvailable()) {
            command.addAll(List.of("unshare", "-U"));
        }
        command.add(home.resolve("bin").resolve(program).toString());
        command.addAll(arguments);
        return command;
    }

    private static byte[] archive() throws IOException {
        boolean mac = System.getProperty("os.name").startsWith("Mac");
        String architecture = System.getProperty("os.arch").replace("amd64", "x86_64");
        try (InputStream archive =
                DefaultPostgresBinaryResolver.INSTANCE.getPgBinary(mac ? "Darwin" : "Linux", architecture)) {
            return archive.readAllBytes();
        } catch (IllegalStateException missing) {
            throw new StartupException("There is no embedded PostgreSQL for this machine ("
                    + System.getProperty("os.name") + ", " + architecture
                    + "): set DATABASE_HOST to a PostgreSQL that runs.");
        }
    }

    private static String digest(byte[] archive) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(archive), 0, 8);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static void unpack(byte[] archive, Path target) throws IOException {
        try (TarArchiveInputStream tar =
                new TarArchiveInputStream(new XZInputStream(new ByteArrayInputStream(archive)))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                Path file = target.resolve(entry.getName()).normalize();
                if (entry.isDirectory()) {
                    Files.createDirectories(file);
                } else if (entry.isSymbolicLink()) {
                    Files.createDirectories(file.getParent());
                    Files.createSymbolicLink(file, Path.of(entry.getLinkName()));
                } else if (entry.isLink()) {
                    Files.createLink(file, target.resolve(entry.getLinkName()));
                } else {
                    Files.createDirectories(file.getParent());
                    Files.copy(tar, file, StandardCopyOption.REPLACE_EXISTING);
                    file.toFile().setExecutable((entry.getMode() & 0111) != 0, false);
                }
            }
        }
    }

    /** Where another JVM was faster, its copy is as good. */
    private static void publish(Path draft, Path home) throws IOException {
        try {
            Files.move(draft, home, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileAlreadyExistsException another) {
            new Folder(draft).delete();
        } catch (FileSystemException failure) {
            if (!Files.isDirectory(home)) {
                throw failure;
            }
            new Folder(draft).delete();
        }
    }
}
