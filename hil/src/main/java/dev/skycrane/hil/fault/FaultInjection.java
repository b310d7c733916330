package dev.skycrane.hil.fault;

import dev.skycrane.flight.core.ActuatorFrame;
import dev.skycrane.flight.core.CameraId;
import dev.skycrane.flight.core.EventBuffer;
import dev.skycrane.flight.core.ParameterTable;
import dev.skycrane.flight.core.SensorFrame;
import dev.skycrane.flight.core.Tick;
import dev.skycrane.hil.plant.Plant;
import dev.skycrane.hil.plant.Truth;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * The faults of a run at its ports. Per tick, in this order: {@link #sense} once the sensors and the vision answer are in,
 * {@link #observe} once the flight software has answered, {@link #command} before the plant's step.
 */
public final class FaultInjection {
    /** Name of the parameter that lists the faults. */
    public static final String LIST = "scenario.faults";

    /** A fault at work. */
    private static final class Active {
        private final Fault fault;
        private final Injector injector;
        private final long startTick;
        private long events;
        private Double detectedAtS;
        private String event = "no event";
        private boolean told;

        Active(Fault fault, Injector injector) {
            this.fault = fault;
            this.injector = injector;
            startTick = Tick.fromSeconds(fault.timeS());
        }

        boolean at(long tick) {
            return tick >= startTick;
        }
    }

    private final List<Active> active = new ArrayList<>();
    private final ActuatorFrame toPlant = new ActuatorFrame();
    private Consumer<String> log = line -> {};

    /**
     * Declares the parameters of every kind.
     *
     * @throws dev.skycrane.proto.InputException for faults that cannot be read
     */
    public FaultInjection(ParameterTable p) {
        for (FaultKind kind : FaultKind.values())
            kind.create(p);
        String list = p.text(LIST, "", "faults to inject, NAME@TIME separated by commas");
        for (Fault fault : Fault.parseList(list))
            active.add(new Active(fault, fault.kind().create(p)));
    }

    /** Who is told, in a line each, when a fault first has an effect and when the flight software first notices. */
    public void onReport(Consumer<String> receiver) {
        log = receiver;
    }

    /** Changes what the flight software is about to be told. By index, as a tick shall make no iterator. */
    public void sense(Truth truth, SensorFrame in) {
        in.silentDeviceBits = 0;
        in.overrunNs = 0;
        for (int i = 0; i < active.size(); i++)
            if (active.get(i).at(in.tick)) active.get(i).injector.sense(truth, in);
    }

    /** Looks for the events by which the flight software shows that it noticed. */
    public void observe(EventBuffer events, long tick) {
        for (int k = 0; k < active.size(); k++) {
            Active a = active.get(k);
            if (!a.at(tick)) continue;
            tellInjection(a);
            for (int i = 0; i < events.size(); i++)
                if (a.fault.kind().detectedBy().contains(events.id(i))) note(a, events, i, tick);
        }
    }

    private void note(Active a, EventBuffer events, int i, long tick) {
        if (a.injector.changes() == 0 || !a.injector.isMeant(events.arg(i, 0))) return;
        a.events++;
        if (a.detectedAtS != null) return;
        a.detectedAtS = Tick.toSeconds(tick);
        double[] args = new double[EventBuffer.ARGS];
        for (int k = 0; k < args.length; k++)
            args[k] = Math.rint(events.arg(i, k) * 1e3) / 1e3;
        a.event = events.id(i) + " " + Arrays.toString(args);
        log.accept(String.format(Locale.ROOT, "fault %s noticed at %.2f s: %s", a.fault, a.detectedAtS, a.event));
    }

    /** Disturbs the plant. @return what it is to be commanded: {@code out} itself, or a changed copy until the next call */
    public ActuatorFrame command(Plant plant, ActuatorFrame out) {
        if (active.isEmpty()) return out;
        toPlant.tick = out.tick;
        toPlant.cameraTriggerBits = out.cameraTriggerBits;
        toPlant.segmentCutBits = out.segmentCutBits;
        toPlant.missionOver = out.missionOver;
        copyCommands(out, toPlant);
        for (Active a : active) {
            if (!a.at(out.tick)) continue;
            a.injector.disturb(plant, out.tick);
            a.injector.command(out, toPlant);
            tellInjection(a);
        }
        return toPlant;
    }

    private void tellInjection(Active a) {
        if (a.injector.changes() == 0 || a.told) return;
        a.told = true;
        log.accept(String.format(Locale.ROOT, "fault %s injected at %.2f s: %s", a.fault, a.injector.firstS(),
                a.injector.subject()));
    }

    static void copyCommands(ActuatorFrame from, ActuatorFrame to) {
        System.arraycopy(from.rcsDuty, 0, to.rcsDuty, 0, ActuatorFrame.RCS_COUNT);
        System.arraycopy(from.mleThrottle, 0, to.mleThrottle, 0, ActuatorFrame.MLE_COUNT);
        to.pyroBits = from.pyroBits;
    }

    /** The cameras among {@code triggerBits} that give a picture in this tick. */
    public int answering(int triggerBits, long tick) {
        int bits = triggerBits;
        for (Active a : active) {
            for (CameraId camera : CameraId.values())
                if (a.at(tick) && a.injector.silences(camera)) bits &= ~camera.bit();
        }
        return bits;
    }

    /** What became of each fault so far, in the order asked for. */
    public List<FaultRecord> records() {
        return active.stream().map(FaultInjection::record).toList();
    }

    private static FaultRecord record(Active a) {
        boolean injected = a.injector.changes() > 0;
        boolean detected = a.events >= a.injector.eventsNeeded();
        return new FaultRecord(a.fault.kind().label(), a.fault.timeS(), injected, a.injector.firstS(), detected,
                a.detectedAtS, a.injector.subject() + ", " + a.injector.changes() + " times; " + a.event
                        + (a.events > 1 ? ", " + a.events + " such events" : ""));
    }

    /** Whether every fault had an effect and was noticed. */
    public boolean confirmed() {
        return records().stream().allMatch(FaultRecord::confirmed);
    }

    /** A fault behind those of a scenario's list, which may be null or empty. */
    public static String listed(String list, Fault fault) {
        return list == null || list.isBlank() ? fault.toString() : list + ", " + fault;
    }
}
