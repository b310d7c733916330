package dev.skycrane.ground.station;

/**
 * One command and how far it has got.
 *
 * @param id             of this station, from 1
 * @param reason         why it was refused or failed, in words; empty otherwise
 * @param counter        0 before it is released
 * @param tick           tick of the vehicle's last word on it, -1 for none
 * @param queuedUnixNs   when it was asked for
 * @param releasedUnixNs when it went to the bus, 0 = not yet; the same for the others
 */
public record CommandEntry(long id, CommandRequest request, Stage stage, String reason, long counter, long tick,
        long queuedUnixNs, long releasedUnixNs, long acceptedUnixNs, long doneUnixNs) {
    /** In order; the last five are final. */
    public enum Stage {
        /** Waits in this station. */
        QUEUED,
        /** Signed and handed to the bus. */
        RELEASED,
        /** Genuine to the vehicle, and handed to its flight software. */
        ACCEPTED, EXECUTED,
        /** Accepted, but the flight software did not do it. */
        FAILED,
        /** Not accepted by the vehicle, or not let go by this station. */
        REFUSED,
        /** Nothing was heard of it in time. */
        UNANSWERED,
        /** Taken back while it waited. */
        CANCELLED;

        public boolean isFinal() {
            return ordinal() >= EXECUTED.ordinal();
        }
    }

    static CommandEntry queued(long id, CommandRequest request, long nowUnixNs) {
        return new CommandEntry(id, request, Stage.QUEUED, "", 0, -1, nowUnixNs, 0, 0, 0);
    }

    CommandEntry released(long withCounter, long nowUnixNs) {
        return new CommandEntry(id, request, Stage.RELEASED, "", withCounter, tick, queuedUnixNs, nowUnixNs, 0, 0);
    }

    CommandEntry accepted(long atTick, long nowUnixNs) {
        return new CommandEntry(id, request, Stage.ACCEPTED, "", counter, atTick, queuedUnixNs, releasedUnixNs,
                nowUnixNs, 0);
    }

    CommandEntry ended(Stage end, String why, long atTick, long nowUnixNs) {
        return new CommandEntry(id, request, end, why, counter, atTick, queuedUnixNs, releasedUnixNs, acceptedUnixNs,
                nowUnixNs);
    }
}
