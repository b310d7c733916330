package dev.skycrane.flight.fault;

import dev.skycrane.flight.core.ActuatorFrame;
import dev.skycrane.flight.core.CameraId;
import dev.skycrane.flight.core.ChannelBuffer;
import dev.skycrane.flight.core.Digest;
import dev.skycrane.flight.core.EventBuffer;
import dev.skycrane.flight.core.EventId;
import dev.skycrane.flight.core.ParameterTable;
import dev.skycrane.flight.core.SensorFrame;
import dev.skycrane.flight.core.Tick;
import dev.skycrane.flight.core.VisionFix;

/** Cameras that give no picture for their trigger, and the microphone. Nothing that lands depends on them but LCAM. */
final class DeviceMonitors {
    private static final int CAMERAS = CameraId.values().length;
    private static final int LCAM = CameraId.LCAM.ordinal();

    private final EventBuffer events;
    private final ChannelBuffer channels;
    private final Persistence[] silent = new Persistence[CAMERAS];
    private final Persistence microphone;
    private final int silentPictures;
    private final int channel;
    private final int[] missing = new int[CAMERAS];
    private int triggeredBits;

    DeviceMonitors(ParameterTable p, MonitorTable table, ChannelBuffer channels, EventBuffer events) {
        this.channels = channels;
        this.events = events;
        Persistence.fill(silent, table.line(Monitor.CAMERA_SILENT));
        microphone = new Persistence(table.line(Monitor.MICROPHONE_SILENT));
        silentPictures = p.integer("fault.cameraSilent.pictures", "1", 3, 1, 100, "pictures missing in a row");
        channel = channels.declare("fault.cameraSilentBits");
    }

    void step(SensorFrame in) {
        int bits = 0;
        for (int i = 0; i < CAMERAS; i++) {
            if (i == LCAM) countLcam(in);
            else if ((triggeredBits & 1 << i) != 0)
                missing[i] = (in.silentDeviceBits & 1 << i) != 0 ? missing[i] + 1 : 0;
            if (silent[i].step(missing[i] >= silentPictures) == Persistence.Change.TRIPPED) {
                events.emit(EventId.CAMERA_SILENT, i, missing[i]);
            }
            if (silent[i].tripped()) bits |= 1 << i;
        }
        if (microphone.step((in.silentDeviceBits & SensorFrame.MICROPHONE_BIT) != 0) == Persistence.Change.TRIPPED) {
            events.emit(EventId.MICROPHONE_SILENT, Tick.toSeconds(microphone.heldTicks()));
        }
        if (microphone.tripped()) bits |= SensorFrame.MICROPHONE_BIT;
        channels.set(channel, bits);
    }

    /** The vision computer knows best whether its camera gave a picture. */
    private void countLcam(SensorFrame in) {
        if (in.vision.status == VisionFix.Status.NO_IMAGE) missing[LCAM]++;
        else if (in.vision.status != VisionFix.Status.EMPTY) missing[LCAM] = 0;
    }

    void noteCommands(ActuatorFrame out) {
        triggeredBits = out.cameraTriggerBits;
    }

    void foldInto(Digest digest) {
        for (Persistence m : silent)
            m.foldInto(digest);
        for (int n : missing)
            digest.fold(n);
        microphone.foldInto(digest);
    }
}
