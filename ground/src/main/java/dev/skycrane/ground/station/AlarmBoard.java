package dev.skycrane.ground.station;

import dev.skycrane.proto.InputException;
import dev.skycrane.proto.dictionary.ChannelType;
import dev.skycrane.proto.dictionary.Dictionary;
import dev.skycrane.proto.v1.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Alarms of a run: limits with persistence, and events from WARNING_HI upwards. An alarm latches: it stays until its cause has gone and
 * somebody has acknowledged it with a comment. A shelved one goes on being kept but is not announced until its time is up. Any thread.
 */
public final class AlarmBoard {
    /** Longest time for which an alarm may be put aside, s. */
    private static final long MAX_SHELF_S = 86_400;
    private static final int MAX_COMMENT = 1000;

    private final LimitMonitor[] monitors;
    private final Map<String, Alarm> alarms = new TreeMap<>();
    private final Consumer<Alarm> changed;
    private final LongSupplier unixNs;

    /**
     * @param changed called for every change, holding the board's lock
     * @param unixNs  wall clock, for acknowledging and shelving
     */
    AlarmBoard(Dictionary dictionary, Consumer<Alarm> changed, LongSupplier unixNs) {
        this.changed = changed;
        this.unixNs = unixNs;
        List<LimitMonitor> limited = new ArrayList<>();
        int index = 0;
        for (ChannelType channel : dictionary.channels()) {
            if (channel.isLimited()) limited.add(new LimitMonitor(channel, index));
            index++;
        }
        monitors = limited.toArray(LimitMonitor[]::new);
    }

    /** Checks a row; nothing is locked while nothing changes. */
    void check(double[] row, long onboardNs) {
        for (LimitMonitor monitor : monitors) {
            double value = row[monitor.index()];
            LimitMonitor.Change change = monitor.check(value);
            if (change != LimitMonitor.Change.NONE) {
                apply(monitor, change, value, onboardNs);
            } else if (monitor.alarm() != ChannelType.State.GREEN) {
                follow(monitor, value);
            }
        }
    }

    private synchronized void apply(LimitMonitor m, LimitMonitor.Change change, double value, long onboardNs) {
        String id = "limit:" + m.channel().name();
        Alarm old = alarms.get(id);
        if (change == LimitMonitor.Change.CLEARED) {
            if (old != null) put(old.cleared(value, onboardNs));
            return;
        }
        double limit = m.bound(value);
        String text = String.format(Locale.ROOT, "%s %s: %.6g %s beyond %.6g", m.channel().name(), m.alarm().name()
                .toLowerCase(Locale.ROOT), value, m.channel().unit(), limit);
        boolean worse = old != null && old.isLatched() && old.severity() == ChannelType.State.RED;
        put(new Alarm(id, m.channel().name(), worse ? ChannelType.State.RED : m.alarm(), true, false, "",
                old == null ? "" : old.comment(), 0, old == null ? 0 : old.shelvedUntilNs(), value, limit,
                change == LimitMonitor.Change.WORSE && old != null ? old.triggerNs() : onboardNs, 0, value,
                m.violations(), text));
    }

    /** Keeps the worst value of an active alarm; not announced. */
    private synchronized void follow(LimitMonitor m, double value) {
        Alarm old = alarms.get("limit:" + m.channel().name());
        if (old == null || Double.isNaN(value)) return;
        double worst = m.isWorse(value, old.worstValue()) ? value : old.worstValue();
        alarms.put(old.id(), old.following(value, worst, m.violations()));
    }

    /** An event from WARNING_HI upwards is an alarm that has gone at once and waits to be acknowledged. */
    synchronized void event(StationEvent event) {
        if (event.severity().getNumber() < Severity.WARNING_HI_VALUE) return;
        String id = "event:" + event.name();
        Alarm old = alarms.get(id);
        ChannelType.State severity = event.severity() == Severity.FATAL
                ? ChannelType.State.RED
                : ChannelType.State.YELLOW;
        put(new Alarm(id, event.name(), severity, false, false, "", old == null ? "" : old.comment(), 0,
                old == null ? 0 : old.shelvedUntilNs(), Double.NaN, Double.NaN, event.onboardNs(), event.onboardNs(),
                Double.NaN, old == null ? 1 : old.violations() + 1, event.text()));
    }

    private void put(Alarm alarm) {
        alarms.put(alarm.id(), alarm);
        changed.accept(alarm);
    }

    /**
     * Somebody takes note.
     *
     * @throws InputException for an unknown alarm, or without author or comment
     */
    public synchronized Alarm acknowledge(String id, String author, String comment) {
        Alarm a = find(id);
        check("author", author);
        check("comment", comment);
        put(a.acknowledged(author, comment, unixNs.getAsLong()));
        return alarms.get(id);
    }

    /**
     * Puts an alarm aside for a while.
     *
     * @param seconds 0 brings it back
     * @throws InputException for an unknown alarm, a time that is too long, or without author or comment
     */
    public synchronized Alarm shelve(String id, String author, String comment, long seconds) {
        Alarm a = find(id);
        check("author", author);
        if (seconds > 0) check("comment", comment);
        if (seconds < 0 || seconds > MAX_SHELF_S)
            throw InputException.of("alarm", "seconds", seconds, "0 to " + MAX_SHELF_S);
        long until = seconds == 0 ? 0 : unixNs.getAsLong() + seconds * 1_000_000_000L;
        put(a.shelved(seconds == 0 ? a.comment() : comment, until));
        return alarms.get(id);
    }

    private Alarm find(String id) {
        Alarm alarm = alarms.get(id);
        if (alarm == null) throw InputException.of("alarm", "id", id, "one of the alarms listed");
        return alarm;
    }

    private static void check(String what, String text) {
        if (text == null || text.isBlank() || text.length() > MAX_COMMENT)
            throw InputException.of("alarm", what, text, "1 to " + MAX_COMMENT + " characters");
    }

    /** Forgets everything. */
    synchronized void restart() {
        alarms.clear();
        for (int i = 0; i < monitors.length; i++)
            monitors[i] = new LimitMonitor(monitors[i].channel(), monitors[i].index());
    }

    /** Places of the channels that have limits. */
    int[] places() {
        return java.util.Arrays.stream(monitors).mapToInt(LimitMonitor::index).toArray();
    }

    /** What an earlier process of this station knew of an alarm. */
    synchronized void restore(Alarm alarm) {
        alarms.put(alarm.id(), alarm);
        for (LimitMonitor m : monitors)
            if (alarm.active() && alarm.source().equals(m.channel().name()))
                m.resume(alarm.severity(), alarm
                        .violations());
    }

    /** All that were ever raised in this run; those that are over and acknowledged too. */
    public synchronized List<Alarm> alarms() {
        return new ArrayList<>(alarms.values());
    }

    /** Wall clock of the board, Unix ns. */
    public long nowUnixNs() {
        return unixNs.getAsLong();
    }
}
