package dev.skycrane.hil.rig.run;

import dev.skycrane.flight.core.Tick;
import dev.skycrane.hil.camera.CameraEvent;
import dev.skycrane.hil.camera.CameraEvents;
import dev.skycrane.proto.v1.EventBatch;
import dev.skycrane.proto.v1.EventCode;
import dev.skycrane.proto.v1.EventRecord;
import dev.skycrane.proto.v1.RigEventCode;
import java.util.List;
import java.util.function.LongFunction;

/** What happened to the rig as event records, so that station, pages and recording have them beside the vehicle's own. One thread. */
final class RigNews implements LongFunction<EventBatch> {
    private final CameraEvents events;
    private int told;

    /** From now on. */
    RigNews(CameraEvents events) {
        this.events = events;
        told = events.told();
    }

    /** Those that were not told yet, as of a tick. */
    @Override
    public EventBatch apply(long tick) {
        List<CameraEvent> news = events.after(told);
        if (news.isEmpty()) return EventBatch.getDefaultInstance();
        told += news.size();
        EventBatch.Builder batch = EventBatch.newBuilder();
        for (CameraEvent e : news)
            batch.addEvents(EventRecord.newBuilder().setCode(EventCode.RIG_EVENT).setTick(tick)
                    .setOnboardNs(tick * Tick.PERIOD_NS).addArgs(code(e.kind()).getNumber()).addArgs(e.kind().row())
                    .addArgs(e.unsaid()));
        return batch.build();
    }

    /** The dictionary's name of a kind. */
    static RigEventCode code(CameraEvent.Kind kind) {
        return RigEventCode.valueOf("RIG_" + kind);
    }
}
