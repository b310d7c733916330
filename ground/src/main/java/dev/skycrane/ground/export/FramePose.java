package dev.skycrane.ground.export;

import com.google.protobuf.CodedInputStream;
import dev.skycrane.proto.dictionary.ChannelType;
import dev.skycrane.proto.dictionary.Dictionary;
import dev.skycrane.proto.dictionary.TelemetryDecoder;
import dev.skycrane.proto.dictionary.TelemetryRow;
import dev.skycrane.proto.mcap.McapMessage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What navigation knew at each of the last ten minutes' ticks, out of the rover's telemetry. */
final class FramePose {
    /** Ten minutes at 64 Hz. */
    private static final int TICKS = 600 * 64;
    private static final String GROUP = "nav.";

    private final List<ChannelType> channels = new ArrayList<>(Dictionary.standard().channels());
    private final List<Integer> kept = new ArrayList<>();
    private final TelemetryDecoder decoder = new TelemetryDecoder(Dictionary.standard());
    private final TelemetryRow row = new TelemetryRow(channels.size());
    private final long[] ticks = new long[TICKS];
    private final double[][] values = new double[TICKS][];

    FramePose() {
        java.util.Arrays.fill(ticks, -1);
        for (int i = 0; i < channels.size(); i++)
            if (channels.get(i).name().startsWith(GROUP) && !channels.get(i).name().endsWith("Count")) kept.add(i);
    }

    void take(McapMessage m) throws IOException {
        decoder.decode(CodedInputStream.newInstance(m.data()), row);
        int slot = (int) Math.floorMod(row.tick(), (long) TICKS);
        ticks[slot] = row.tick();
        if (values[slot] == null) values[slot] = new double[kept.size()];
        for (int i = 0; i < kept.size(); i++)
            values[slot][i] = row.values()[kept.get(i)];
    }

    /** Values by name of channel without its group, or null for a tick that is not there. */
    Map<String, Object> at(long tick) {
        int slot = (int) Math.floorMod(tick, (long) TICKS);
        if (ticks[slot] != tick) return null;
        Map<String, Object> pose = new LinkedHashMap<>();
        for (int i = 0; i < kept.size(); i++) {
            double v = values[slot][i];
            String name = channels.get(kept.get(i)).name().substring(GROUP.length());
            if (!Double.isNaN(v)) pose.put(name, v);
        }
        return pose;
    }
}
