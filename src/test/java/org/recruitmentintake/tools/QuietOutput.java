package org.recruitmentintake.tools;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.Locale;

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
 * -Dtest.output=all} shows everything at once. Classes follow each other; tests of one class may run at once.
 */
public final class QuietOutput implements LauncherSessionListener, TestExecutionListener {

    /** In bytes. Of a longer output only the end is shown. */
    private static final int MOST = 256 * 1024;
    /** Frames of a stack trace, besides those of the service and its tests. */
    private static final int FRAMES_OF_OTHERS = 3;
    private static final String OURS = "org.recruitmentintake.";

    private static final StoredApplication KEPT = new StoredApplication();
    private static final PrintStream CAPTURED = new PrintStream(KEPT, true);
    private static PrintStream console;

    private TestPlan plan;
    private String testClass;
    private long begun;
    private int passed;
    private int failed;
    private int skipped;

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
        if (console == null || !isTopLevelClass(test)) return;
        testClass = test.getUniqueId();
        begun = System.nanoTime();
        passed = 0;
        failed = 0;
        skipped = 0;
        KEPT.clear();
    }

    @Override
    public synchronized void executionSkipped(TestIdentifier test, String reason) {
        skipped++;
    }

    @Override
    public synchronized void executionFinished(TestIdentifier test, TestExecutionResult result) {
        if (console == null) return;
        if (result.getStatus() == Status.SUCCESSFUL && test.isTest()) passed++;
        if (result.getStatus() == Status.ABORTED) {
            skipped++;
            console.println("NOT RUN " + test.getLegacyReportingName()
                    + result.getThrowable().map(why -> ": " + why.getMessage()).orElse(""));
        }
        if (result.getStatus() == Status.FAILED) {
            failed++;
            console.println("FAILED " + test.getLegacyReportingName());
            result.getThrowable().ifPresent(QuietOutput::print);
        }
        if (test.getUniqueId().equals(testClass)) end(test);
    }

    private void end(TestIdentifier test) {
        var name = ((ClassSource) test.getSource().orElseThrow()).getClassName();
        if (failed > 0) {
            console.println("---- output of " + name);
            console.println(KEPT.text());
            console.println("---- end of the output of " + name);
        }
        console.printf(Locale.ROOT, "%-6s %4d tests %7.1f s  %s%s%n", failed > 0 ? "FAILED" : "ok", passed + failed,
                (System.nanoTime() - begun) / 1e9, name.replace(OURS, ""),
                skipped > 0 ? ", " + skipped + " skipped" : "");
        KEPT.clear();
    }

    /** Nested classes count as their outer class. */
    private boolean isTopLevelClass(TestIdentifier test) {
        return isClass(test) && plan.getParent(test).filter(QuietOutput::isClass).isEmpty();
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
    private static final class StoredApplication extends OutputStream {

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
