package org.recruitmentintake.tools.bench;

import static java.util.Locale.ROOT;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes tables in Markdown row by row, and a plot: {@code results.md} and {@code ratios.svg} in the folder of the run.
 */
final class Report {

    private static final int WIDTH = 640;
    private static final int ROW = 34;
    private static final int LEFT = 170;

    private final Path directory;
    private final List<String> lines = new ArrayList<>();
    private final Map<String, Bench.Spread> ratios = new LinkedHashMap<>();
    private String heading = "";

    Report(Path directory) {
        this.directory = directory;
    }

    /** The header of a table, for all rows that follow. */
    void heading(String columns) {
        if (columns.equals(heading)) return;
        heading = columns;
        line("");
        line("%s", columns);
        line("%s", "|---".repeat((int) columns.chars().filter(each -> each == '|').count() - 1) + "|");
    }

    void line(String format, Object... values) {
        var line = String.format(ROOT, format, values);
        System.out.println(line);
        lines.add(line);
    }

    void plot(String what, String variant, Bench.Spread ratio) { ratios.put(variant + ", " + what, ratio); }

    void write() throws IOException {
        Files.write(directory.resolve("results.md"), lines);
        Files.writeString(directory.resolve("ratios.svg"), svg());
        System.out.println("Written to " + directory);
    }

    /** Each round is a dot, the median a line. */
    private String svg() {
        var most = ratios.values().stream().mapToDouble(spread -> spread.sorted()[spread.sorted().length - 1]).max()
                .orElse(1);
        var scale = (WIDTH - LEFT - 30) / most;
        var height = ROW * (ratios.size() + 2);
        var svg = new StringBuilder(String.format(ROOT, """
                <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" font-family="sans-serif" font-size="13">
                <rect width="100%%" height="100%%" fill="#fff"/>
                <text x="10" y="22">R: posts a second / transactions of pgbench a second, each round a dot, the median a line</text>
                """, WIDTH, height));
        var y = 2 * ROW - 8;
        for (var row : ratios.entrySet()) {
            svg.append(String.format(ROOT,
                    "<text x=\"10\" y=\"%d\">%s</text><line x1=\"%d\" y1=\"%d\" x2=\"%d\" y2=\"%d\" stroke=\"#ccc\"/>%n",
                    y + 4, row.getKey(), LEFT, y, WIDTH - 30, y));
            for (var each : row.getValue().sorted()) {
                svg.append(String.format(ROOT,
                        "<circle cx=\"%.1f\" cy=\"%d\" r=\"4\" fill=\"#0057b7\" fill-opacity=\"0.6\"/>%n",
                        LEFT + each * scale, y));
            }
            var median = LEFT + row.getValue().median() * scale;
            svg.append(String.format(ROOT,
                    "<line x1=\"%.1f\" y1=\"%d\" x2=\"%.1f\" y2=\"%d\" stroke=\"#b45309\" stroke-width=\"2\"/><text x=\"%.1f\" y=\"%d\" font-size=\"11\">%.3f</text>%n",
                    median, y - 10, median, y + 10, median + 6, y - 6, row.getValue().median()));
            y += ROW;
        }
        return svg.append(String.format(ROOT, "<text x=\"%d\" y=\"%d\">0</text></svg>%n", LEFT - 4, height - 12))
                .toString();
    }
}
