package org.recruitmentintake.tools;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.TestExecutionResult.Status;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;

/**
 * Prints one line for each test class. The output of a class, including the service's log, is shown only if one of its
 * tests fails. Active if the system property {@code test.output} is {@code failures}, as the build sets it; {@code
 * -Dtest.output=all} shows everything at once. Classes may run at once; then the output of one
 * holds that of the others, too.
 */
public final class QuietOutput implements LauncherSessionListener, TestExecutionListener {

    /** In bytes. Of a longer output only the end is shown. */
    private static final int MOST = 256 * 1024;
    /** Frames of a stack trace, besides those of the service and its tests. */
    private static final int FRAMES_OF_OTHERS = 3;
    private static final String OURS = "org.recruitmentintake.";

    private static final KeptOutput KEPT = new KeptOutput();
    private static final PrintStream CAPTURED = new PrintStream(KEPT, true);
    private static PrintStream console;

    /** The results of a class that runs. */
    private static final class Results {

        private final long begun = System.nanoTime();
        private int passed;
        private int failed;
        private int skipped;
    }

    /** By the id of the class. */
    private final Map<String, Results> running = new HashMap<>();
    private TestPlan plan;

    /** Starts before the discovery of tests, during which the service is built and logs. */
    @Override
    public void launcherSessionOpened(LauncherSession session) {
        capture();
    }

    /** Surefire may have replaced the streams; its streams lead to the console. */
    @Override
    public void testPlanExecutionStarted(TestPlan plan) {
        this.plan = plan;
        capture();
    }

    private static synchronized void capture() {
        if (System.out == CAPTURED || !"failures".equals(System.getProperty("test.output"))) return;
        console = System.out;
        System.setOut(CAPTURED);
        System.setErr(CAPTURED);
    }

    @Override
    public void testPlanExecutionFinished(TestPlan plan) {
        if (console != null) console.flush();
    }

    @Override
    public synchronized void executionStarted(TestIdentifier test) {
        if (console == null || !isClass(test) || !test.getUniqueId().equals(topLevelClass(test))) return;
        if (running.isEmpty()) KEPT.clear();
        running.put(test.getUniqueId(), new Results());
    }

    @Override
    public synchronized void executionSkipped(TestIdentifier test, String reason) {
        var results = running.get(topLevelClass(test));
        if (results != null) results.skipped++;
    }

    @Override
    public synchronized void executionFinished(TestIdentifier test, TestExecutionResult result) {
        if (console == null) return;
        // A failure of the engine itself belongs to no class.
        var results = running.getOrDefault(topLevelClass(test), new Results());
        if (result.getStatus() == Status.SUCCESSFUL && test.isTest()) results.passed++;
        if (result.getStatus() == Status.ABORTED) {
            results.skipped++;
            console.println("NOT RUN " + test.getLegacyReportingName()
                    + result.getThrowable().map(why -> ": " + why.getMessage()).orElse(""));
        }
        if (result.getStatus() == Status.FAILED) {
            results.failed++;
            console.println("FAILED " + test.getLegacyReportingName());
            result.getThrowable().ifPresent(QuietOutput::print);
        }
        if (running.remove(test.getUniqueId()) != null) end(test, results);
    }

    private void end(TestIdentifier test, Results results) {
        var name = ((ClassSource) test.getSource().orElseThrow()).getClassName();
        if (results.failed > 0) {
            console.println("---- output of " + name);
            console.println(KEPT.text());
            console.println("---- end of the output of " + name);
        }
        console.printf(Locale.ROOT, "%-6s %4d tests %7.1f s  %s%s%n", results.failed > 0 ? "FAILED" : "ok",
                results.passed + results.failed, (System.nanoTime() - results.begun) / 1e9, name.replace(OURS, ""),
                results.skipped > 0 ? ", " + results.skipped + " skipped" : "");
        if (running.isEmpty()) KEPT.clear();
    }

    /** The id of the class of a test; nested classes count as their outer class. */
    private String topLevelClass(TestIdentifier test) {
        var top = test;
        for (var each = Optional.of(test); each.isPresent(); each = plan.getParent(each.get())) {
            if (isClass(each.get())) top = each.get();
        }
        return top.getUniqueId();
    }

    private static boolean isClass(TestIdentifier test) {
        return test.getSource().filter(ClassSource.class::isInstance).isPresent();
    }

    /** The message of each cause, with the frames that lie in the service and its tests. */
    private static void print(Throwable failure) {
        for (var cause = failure; cause != null; cause = cause.getCause()) {
            console.println((cause == failure ? "  " : "  Caused by: ") + cause);
            var frames = cause.getStackTrace();
            for (var i = 0; i < frames.length; i++) {
                if (i < FRAMES_OF_OTHERS || frames[i].getClassName().startsWith(OURS)) {
                    console.println("    at " + frames[i]);
                }
            }
        }
    }

    /** The end of the output. */
    private static final class KeptOutput extends OutputStream {

        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        @Override
        public synchronized void write(int one) {
            write(new byte[] {(byte) one}, 0, 1);
        }

        @Override
        public synchronized void write(byte[] some, int from, int length) {
            if (bytes.size() + length > 2 * MOST) {
                var all = bytes.toByteArray();
                bytes.reset();
                var tail = Arrays.copyOfRange(all, Math.max(0, all.length - MOST), all.length);
                bytes.write(tail, 0, tail.length);
            }
            bytes.write(some, from, length);
        }

        synchronized String text() {
            var all = bytes.toString();
            return all.substring(Math.max(0, all.length() - MOST));
        }

        synchronized void clear() {
            bytes.reset();
        }
    }
}
