package dev.skycrane.ground.foreign;

import dev.skycrane.proto.ccsds.SpacePacketHeader;
import java.nio.ByteBuffer;
import java.util.Collection;

/** Frames of one virtual channel of one spacecraft, and the packets inside. */
public final class ChannelAccount implements PacketAssembler.Sink {
    private final int spacecraft;
    private final int channel;
    private final FrameLayout layout;
    private final PacketAssembler assembler = new PacketAssembler(this);
    private final ApidAccounts apids = new ApidAccounts();
    private long frames;
    private long missing;
    private long gaps;
    private long backwards;
    private int last = -1;
    private long packets;
    private long encapsulations;
    private long cut;
    private long notPackets;
    private long badPointers;

    ChannelAccount(int spacecraft, int channel, FrameLayout layout) {
        this.spacecraft = spacecraft;
        this.channel = channel;
        this.layout = layout;
    }

    void take(ByteBuffer frame, FrameHeader header) {
        frames++;
        if (!follows(header.count())) assembler.gap();
        if (channel == layout.kind().idleChannel() || !header.hasData()) return;
        if (layout.zone() == FrameLayout.Zone.ALIGNED) assembler.takeAligned(frame, header);
        if (header.pointer() >= 0) assembler.take(frame, header);
    }

    /** The file is over: a packet still held is one whose rest did not come. */
    void finish() {
        assembler.gap();
    }

    private boolean follows(int count) {
        int modulo = layout.kind().countModulo();
        int step = Math.floorMod(count - last, modulo);
        boolean first = last < 0;
        last = count;
        if (first || step == 1) return true;
        if (step == 0 || step > modulo / 2) {
            backwards++;
        } else {
            missing += step - 1;
            gaps++;
        }
        return false;
    }

    @Override
    public void packet(ByteBuffer bytes, int at, int length) {
        if (PacketLength.isEncapsulation(bytes, at)) {
            encapsulations++;
            return;
        }
        packets++;
        apids.take(SpacePacketHeader.at(bytes, at));
    }

    @Override
    public void cut() {
        cut++;
    }

    @Override
    public void noPacket() {
        notPackets++;
    }

    @Override
    public void badPointer() {
        badPointers++;
    }

    public int spacecraft() {
        return spacecraft;
    }

    public int channel() {
        return channel;
    }

    public long frames() {
        return frames;
    }

    /** Frames that the counts tell of and that are not there; damaged ones are among them. */
    public long missing() {
        return missing;
    }

    /** Places where frames are missing. */
    public long gaps() {
        return gaps;
    }

    /** Frames whose count stood still or went back. */
    public long backwards() {
        return backwards;
    }

    /** Whole space packets. */
    public long packets() {
        return packets;
    }

    /** Whole encapsulation packets. */
    public long encapsulations() {
        return encapsulations;
    }

    /** Packets whose rest did not come. */
    public long cutPackets() {
        return cut;
    }

    /** Places where a packet should begin and none does. */
    public long notPackets() {
        return notPackets;
    }

    /** First header pointers out of their data field. */
    public long badPointers() {
        return badPointers;
    }

    public Collection<ApidAccount> apids() {
        return apids.all();
    }
}
