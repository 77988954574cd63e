package org.recruitmentintake.bench;

import java.nio.file.Files;
import java.nio.file.Path;

public final class Bench {
    public static void main(String[] arguments) throws Exception {
        System.setProperty("java.util.logging.manager", "java.util.logging.LogManager");
        var directory = Files
                .createDirectories(Path.of("target", "bench-" + ProcessHandle.current().pid()).toAbsolutePath());
        try (var site = new Site(directory)) {
            var yardstick = new Yardstick(site, directory);
            var service = site.service(arguments[0]);
            int c = Integer.getInteger("c", 32);
            double secs = Integer.getInteger("s", 8);
            service.posts().closed(c, secs * 2);
            for (int i = 0; i < Integer.getInteger("n", 3); i++) {
                site.drained();
                var y = yardstick.run(c, (int) secs);
                site.empty();
                var cpu0 = Cpu.now(site, service);
                var p = service.posts().closed(c, secs);
                var cpu = Cpu.now(site, service).since(cpu0);
                long rows = site.count("SELECT count(*) FROM application"),
                        waiting = site.count("SELECT count(*) FROM outbox");
                System.out.printf(
                        "pgbench %.0f/s %.2f ms; posts %.0f/s mean %.2f ms p50 %.2f p99 %.2f, accepted %d other %d rows %d waiting %d, %s; R %.3f%n",
                        y.perSecond(), y.meanMillis(), p.perSecond(), p.meanMillis(), p.millis(.5), p.millis(.99),
                        p.accepted(), p.other(), rows, waiting, cpu.per(p.accepted()),
                        p.perSecond() / y.perSecond());
            }
        }
        System.exit(0);
    }
}
