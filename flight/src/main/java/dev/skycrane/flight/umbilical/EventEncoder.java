package dev.skycrane.flight.umbilical;

import dev.skycrane.flight.core.EventBuffer;
import dev.skycrane.flight.core.EventId;
import dev.skycrane.flight.core.Tick;
import dev.skycrane.flight.core.TickSnapshot;
import dev.skycrane.proto.v1.Dictionary;
import dev.skycrane.proto.v1.EventBatch;
import dev.skycrane.proto.v1.EventCode;
import dev.skycrane.proto.v1.EventRecord;

/** Events of one tick to a batch; each record has as many arguments as the dictionary names. */
final class EventEncoder {
    private final int[] argCounts = new int[EventId.values().length];

    /** @throws IllegalStateException for an event that the dictionary does not know */
    EventEncoder() {
        for (EventId id : EventId.values()) {
            EventCode code = EventCode.forNumber(id.code());
            if (code == null || !code.name().equals(id.name()))
                throw new IllegalStateException("events: id=" + id + ", expected code " + id.code()
                        + " of events.proto to have this name");
            int args = code.getValueDescriptor().getOptions().getExtension(Dictionary.event).getArgsCount();
            argCounts[id.ordinal()] = Math.min(args, EventBuffer.ARGS);
        }
    }

    /** @param tick with at least one event */
    byte[] encode(TickSnapshot tick) {
        EventBatch.Builder batch = EventBatch.newBuilder();
        long ns = Tick.toNs(tick.tick());
        for (int i = 0; i < tick.eventCount(); i++) {
            EventId id = tick.eventId(i);
            EventRecord.Builder event = batch.addEventsBuilder().setCodeValue(id.code()).setTick(tick.tick())
                    .setOnboardNs(ns);
            for (int k = 0; k < argCounts[id.ordinal()]; k++)
                event.addArgs(tick.eventArg(i, k));
        }
        return batch.build().toByteArray();
    }
}
