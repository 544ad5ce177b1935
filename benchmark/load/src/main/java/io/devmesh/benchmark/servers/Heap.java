package io.devmesh.benchmark.servers;

import java.util.List;

/** What a JVM keeps on its heap, as its JDK's tools tell it. */
public record Heap(ProcessHandle process) {
    private static final double KIBIBYTES = 1 << 10;

    /** Of jstat's columns: old objects. A whole collection leaves all there, and what is made after it is elsewhere. */
    private static final String OLD = "OU";

    /** In mebibytes, after it has collected all of it. */
    public double afterCollection() {
        String pid = Long.toString(process.pid());
        Command.ofJdk("jcmd", pid, "GC.run").output();
        return mebibytes(Command.ofJdk("jstat", "-gc", pid).output());
    }

    /** @param said a line of names and one of kibibytes */
    static double mebibytes(String said) {
        List<String> lines = said.strip().lines().toList();
        List<String> names = words(lines.getFirst());
        List<String> values = words(lines.getLast());
        return Double.parseDouble(values.get(names.indexOf(OLD))) / KIBIBYTES;
    }

    private static List<String> words(String line) {
        return List.of(line.strip().split("\\s+", -1));
    }
}
