package org.recruitmentintake.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Stream;

/** Processor time, in milliseconds, of everything that works for a posted application. */
record Cpu(double service, double database, double broker, double load) {

    // Of Linux, since it was first ported.
    private static final double TICK = 10;

    static Cpu now(Site site, Site.Service service) throws IOException {
        return new Cpu(of(service.process.toHandle()), site.databaseProcesses().mapToDouble(Cpu::of).sum(),
                of(site.broker.handle()), of(ProcessHandle.current()));
    }

    Cpu since(Cpu before) {
        return new Cpu(service - before.service, database - before.database, broker - before.broker,
                load - before.load);
    }

    String per(long posts) {
        return String.format(Locale.ROOT,
                "ms of processor a post: service %.2f, PostgreSQL %.2f, broker %.2f, load %.2f",
                service / posts, database / posts, broker / posts, load / posts);
    }

    /** With the children that it has waited for: PostgreSQL's end and are counted there. */
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
