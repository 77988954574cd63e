package org.recruitmentintake.tools.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Processor time in milliseconds of all processes that work for a posted application. */
record Cpu(double service, double database, double broker, double load) {

    // Linux counts hundredths of a second on all usual architectures.
    private static final double TICK = 10;

    static Cpu now(BenchEnvironment environment, BenchEnvironment.Service service) throws IOException {
        return new Cpu(of(service.process.handle()), environment.databaseProcesses().mapToDouble(Cpu::of).sum(),
                of(environment.broker.handle()), of(ProcessHandle.current()));
    }

    Cpu since(Cpu before) {
        return new Cpu(service - before.service, database - before.database, broker - before.broker,
                load - before.load);
    }

    double[] per(long posts) {
        return new double[] {service / posts, database / posts, broker / posts, load / posts};
    }

    static String median(List<double[]> all) {
        return IntStream.range(0, 4).mapToObj(part -> String.format(Locale.ROOT, "%.2f",
                new Bench.Spread(all.stream().mapToDouble(each -> each[part])).median()))
                .collect(Collectors.joining(", "));
    }

    /** Includes the children that have ended, as processes of PostgreSQL do. */
    private static double of(ProcessHandle process) {
        try {
            var stat = Files.readString(Path.of("/proc/" + process.pid() + "/stat"));
            var fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            return Stream.of(11, 12, 13, 14).mapToLong(i -> Long.parseLong(fields[i])).sum() * TICK;
        } catch (IOException ended) {
            return 0;
        }
    }
}
