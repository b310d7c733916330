package dev.skycrane.ground.broker;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.LoggerFactory;

/** Counts the connections that the broker closed by the reason that it names in its event log, the only place where it does. */
final class RefusalLog extends AppenderBase<ILoggingEvent> {
    private static final String EVENTS = "event.client-disconnected";
    private static final String REASON = "reason: ";
    private static final String UNGRACEFUL = "ended without a word";
    private static final int MAX_REASONS = 64;
    /** The sentence before what is particular about the one connection. */
    private static final Pattern WORDS = Pattern.compile("^.+?(?= for TCP| on topic| with | \\(|: |[0-9]|\\.$|$)");
    private final Map<String, AtomicLong> counts = new ConcurrentHashMap<>();

    void attach() {
        if (!(LoggerFactory.getILoggerFactory() instanceof LoggerContext context)) return;
        Logger events = context.getLogger(EVENTS);
        events.setLevel(Level.DEBUG);
        events.setAdditive(false);
        setContext(context);
        start();
        events.addAppender(this);
    }

    void detach() {
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context)
            context.getLogger(EVENTS).detachAppender(this);
        stop();
    }

    @Override
    protected void append(ILoggingEvent event) {
        String reason = reason(event);
        if (reason.isEmpty() || counts.size() >= MAX_REASONS && !counts.containsKey(reason)) return;
        counts.computeIfAbsent(reason, m -> new AtomicLong()).incrementAndGet();
    }

    /** Without names, topics and numbers; empty for a polite end. */
    private static String reason(ILoggingEvent event) {
        String text = event.getFormattedMessage();
        if (text.endsWith("disconnected gracefully.")) return "";
        int at = text.indexOf(REASON);
        if (at < 0) return UNGRACEFUL;
        Matcher m = WORDS.matcher(text.substring(at + REASON.length()));
        return m.find() ? m.group() : UNGRACEFUL;
    }

    /** By reason. */
    Map<String, Long> counts() {
        Map<String, Long> all = new TreeMap<>();
        counts.forEach((reason, n) -> all.put(reason, n.get()));
        return all;
    }
}
