package org.recruitmentintake.api;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

import org.jboss.logmanager.ExtLogRecord;

/**
 * The lines that one class, or everything below a name, logs while this is open, each after its level and
 * before the throwable that was logged with it.
 */
public final class LogLines extends Handler implements AutoCloseable {

    /** The instance that was open on the thread that started this thread. */
    private static final ThreadLocal<LogLines> OPEN = new InheritableThreadLocal<>();

    private final Logger logger;
    private boolean ofNewThreads;
    private final List<String> lines = Collections.synchronizedList(new ArrayList<>());

    public LogLines(Class<?> source) {
        this(source.getName());
    }

    /** @param source name of a class or a package; empty for everything */
    public LogLines(String source) {
        logger = Logger.getLogger(source);
        logger.addHandler(this);
    }

    /**
     * The lines of threads that the current thread starts while this is open. Tests that run at the same time start
     * their own.
     */
    public static LogLines ofNewThreads() {
        var log = new LogLines("");
        log.ofNewThreads = true;
        OPEN.set(log);
        return log;
    }

    public List<String> lines() { return List.copyOf(lines); }

    @Override
    public void publish(LogRecord line) {
        if (ofNewThreads && OPEN.get() != this) return;
        lines.add(line.getLevel() + " " + ExtLogRecord.wrap(line).getFormattedMessage()
                + (line.getThrown() == null ? "" : " " + line.getThrown()));
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
        logger.removeHandler(this);
        if (ofNewThreads) OPEN.remove();
    }
}
