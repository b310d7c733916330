package dev.skycrane.ground.export;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import dev.skycrane.proto.ccsds.CucTime;
import dev.skycrane.proto.ccsds.SpacePacketHeader;
import dev.skycrane.proto.dictionary.ChannelType;
import dev.skycrane.proto.dictionary.Dictionary;
import dev.skycrane.proto.dictionary.EventType;
import dev.skycrane.proto.frame.StreamKey;
import dev.skycrane.proto.v1.EventBatch;
import dev.skycrane.proto.v1.EventRecord;
import dev.skycrane.proto.v1.SegmentId;
import dev.skycrane.proto.v1.StreamKind;
import dev.skycrane.proto.v1.Telemetry;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Telemetry and events as space packets, one behind the other, as {@link PacketLayout} says and {@link XtceDocument} describes. */
final class PacketExport {
    private final RecordingScan scan;
    private final Selection selection;
    private final Map<FieldDescriptor, List<ChannelType>> groups;
    private final Map<Integer, Integer> sequence = new TreeMap<>();
    private final Map<SegmentId, Selection.Pace> paces = new EnumMap<>(SegmentId.class);
    private final ByteBuffer packet = ByteBuffer.allocate(SpacePacketHeader.BYTES + 65536);
    private OutputStream out;
    private long packets;
    private long malformed;
    private long extraArguments;

    /** A group goes whole or not at all: it goes when the selection wants one of its channels. */
    PacketExport(RecordingScan scan, Selection selection) {
        this.scan = scan;
        this.selection = selection;
        groups = PacketLayout.groups(Dictionary.standard().channels());
        groups.values().removeIf(channels -> channels.stream().noneMatch(selection::wants));
    }

    List<String> write(Path file) throws IOException {
        try (OutputStream stream = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16)) {
            out = stream;
            scan.frames("packets", PacketExport::isWanted, (key, m) -> {
                try {
                    ByteString payload = ByteString.copyFrom(m.data());
                    if (key.kind() == StreamKind.TM) {
                        telemetry(key.segment(), Telemetry.parseFrom(payload));
                    } else {
                        for (EventRecord event : EventBatch.parseFrom(payload).getEventsList())
                            event(event);
                    }
                } catch (InvalidProtocolBufferException e) {
                    malformed++;
                }
            });
        }
        List<String> lines = new ArrayList<>(List.of(packets + " packets of " + sequence.size() + " APIDs"));
        if (extraArguments > 0)
            lines.add(extraArguments + " event arguments that the dictionary does not name left out");
        return lines;
    }

    private static boolean isWanted(StreamKey key) {
        return PacketLayout.SEGMENTS.contains(key.segment()) && key.kind() == StreamKind.TM && key.stream().equals(
                StreamKey.CHANNELS) || key.segment() == PacketLayout.EVENT_SEGMENT && key.kind() == StreamKind.EVR
                        && key.stream().equals(StreamKey.EVENTS);
    }

    private void telemetry(SegmentId segment, Telemetry t) throws IOException {
        if (!paces.computeIfAbsent(segment, s -> selection.pace()).isDue(t.getOnboardNs())) return;
        for (Map.Entry<FieldDescriptor, List<ChannelType>> group : groups.entrySet()) {
            if (!t.hasField(group.getKey())) continue;
            Message values = (Message) t.getField(group.getKey());
            begin(t.getOnboardNs(), t.getTick());
            for (ChannelType channel : group.getValue())
                put(channel, values.getField(channel.field()));
            end(PacketLayout.apid(segment, group.getKey().getNumber()));
        }
        if (t.getDigest() != 0) {
            begin(t.getOnboardNs(), t.getTick());
            packet.putLong(t.getDigest());
            end(PacketLayout.apid(segment, PacketLayout.DIGEST_GROUP));
        }
    }

    private void put(ChannelType channel, Object raw) {
        if (raw instanceof Float f) packet.putFloat(f);
        else if (raw instanceof Double d)
            packet.putDouble(d);
        else if (raw instanceof Boolean b)
            packet.put((byte) (b ? 1 : 0));
        else if (PacketLayout.bits(channel) == 64)
            packet.putLong(((Number) raw).longValue());
        else
            packet.putInt(((Number) raw).intValue());
    }

    private void event(EventRecord event) throws IOException {
        EventType type = Dictionary.standard().event(event.getCodeValue());
        if (!selection.holds(event.getOnboardNs())) return;
        if (type == null) {
            malformed++;
            return;
        }
        begin(event.getOnboardNs(), event.getTick());
        packet.putShort((short) type.code());
        int named = type.args().size();
        extraArguments += Math.max(0, event.getArgsCount() - named);
        for (int i = 0; i < named; i++)
            packet.putDouble(i < event.getArgsCount() ? event.getArgs(i) : Double.NaN);
        end(PacketLayout.apid(PacketLayout.EVENT_SEGMENT, PacketLayout.EVENT_GROUP));
    }

    private void begin(long onboardNs, long tick) {
        packet.clear().position(SpacePacketHeader.BYTES);
        CucTime.put(packet, onboardNs);
        packet.putInt((int) tick);
    }

    private void end(int apid) throws IOException {
        int count = sequence.merge(apid, 1, (a, b) -> (a + 1) % SpacePacketHeader.SEQUENCE_MODULO) - 1;
        int length = packet.position();
        packet.flip();
        new SpacePacketHeader(0, false, true, apid, SpacePacketHeader.UNSEGMENTED, Math.floorMod(count,
                SpacePacketHeader.SEQUENCE_MODULO), length - SpacePacketHeader.BYTES).put(packet);
        out.write(packet.array(), 0, length);
        packets++;
    }

    /** Payloads that are not what their stream says. */
    long malformed() {
        return malformed;
    }
}
