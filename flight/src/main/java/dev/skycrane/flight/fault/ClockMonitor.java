package dev.skycrane.flight.fault;

import dev.skycrane.flight.core.ChannelBuffer;
import dev.skycrane.flight.core.Digest;
import dev.skycrane.flight.core.EventBuffer;
import dev.skycrane.flight.core.EventId;
import dev.skycrane.flight.core.ParameterTable;
import dev.skycrane.flight.core.SensorFrame;
import dev.skycrane.flight.core.Tick;
import dev.skycrane.flight.nav.Navigator;

/**
 * The clock that stamps measurements on the bus, against the flight software's own count of ticks. A measurement comes at a constant
 * age; when the age changes and stays changed, the clock has jumped, and the jump is taken off from then on.
 */
final class ClockMonitor {
    private final EventBuffer events;
    private final ChannelBuffer channels;
    private final Navigator navigator;
    private final Persistence jumped;
    private final int toleranceTicks;
    private final int maxAgeTicks;
    private final int channel;
    private boolean known;
    private long usualAgeTicks;
    private long oddAgeTicks;
    private int odd;
    private long offsetTicks;

    ClockMonitor(ParameterTable p, MonitorTable table, ChannelBuffer channels, EventBuffer events,
            Navigator navigator) {
        this.channels = channels;
        this.events = events;
        this.navigator = navigator;
        jumped = new Persistence(table.line(Monitor.BUS_CLOCK));
        toleranceTicks = p.integer("fault.busClock.toleranceTicks", "ticks", 2, 0, 1000,
                "change of a measurement's age that is no jump");
        maxAgeTicks = p.integer("fault.busClock.maxAgeTicks", "ticks", 32, 1, 1000,
                "age beyond which the first measurement is not believed");
        channel = channels.declare("fault.busClockJumpTicks");
    }

    void step(SensorFrame in) {
        if (in.radarBeam >= 0) take(in.tick - in.radarTick);
        if (jumped.step(odd > 0) == Persistence.Change.TRIPPED) {
            long jumpTicks = usualAgeTicks - oddAgeTicks;
            offsetTicks += jumpTicks;
            navigator.setRadarClockOffset(offsetTicks);
            events.emit(EventId.BUS_CLOCK_JUMP, Tick.toSeconds(jumpTicks), odd, oddAgeTicks, usualAgeTicks);
            odd = 0;
        }
        channels.set(channel, offsetTicks);
    }

    private void take(long stampAgeTicks) {
        long age = stampAgeTicks + offsetTicks;
        if (!known) {
            known = age >= 0 && age <= maxAgeTicks;
            usualAgeTicks = age;
            return;
        }
        boolean off = Math.abs(age - usualAgeTicks) > toleranceTicks;
        if (!off) {
            odd = 0;
            return;
        }
        odd = odd > 0 && Math.abs(age - oddAgeTicks) <= toleranceTicks ? odd + 1 : 1;
        oddAgeTicks = age;
    }

    void foldInto(Digest digest) {
        jumped.foldInto(digest);
        digest.fold(usualAgeTicks);
        digest.fold(offsetTicks);
        digest.fold(odd);
    }
}
