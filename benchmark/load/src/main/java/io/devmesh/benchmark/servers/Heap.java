package io.devmesh.benchmark.servers;

import java.util.List;
import java.util.stream.IntStream;

/** What a JVM keeps on its heap, as its JDK's tools tell it. */
public record Heap(ProcessHandle process) {
    private static final double KIBIBYTES = 1 << 10;

    /** Of jstat's columns: survivors, eden and old objects in use. */
    private static final List<String> USED = List.of("S0U", "S1U", "EU", "OU");

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
        return IntStream.range(0, names.size())
                        .filter(i -> USED.contains(names.get(i)))
                        .mapToDouble(i -> Double.parseDouble(values.get(i)))
                        .sum()
                / KIBIBYTES;
    }

    private static List<String> words(String line) {
        return List.of(line.strip().split("\\s+", -1));
    }
}
