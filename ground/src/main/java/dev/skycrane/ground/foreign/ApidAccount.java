package dev.skycrane.ground.foreign;

import dev.skycrane.proto.ccsds.SpacePacketHeader;

/** Packets of one APID, telemetry or telecommand. */
public final class ApidAccount {
    private final int apid;
    private final boolean telecommand;
    private long packets;
    private long bytes;
    private long missing;
    private long backwards;
    private int last = -1;

    ApidAccount(int apid, boolean telecommand) {
        this.apid = apid;
        this.telecommand = telecommand;
    }

    void take(SpacePacketHeader header) {
        packets++;
        bytes += header.packetLength();
        // the counts of fill say nothing (133.0-B-2, 4.1.3.4.1.3)
        if (header.isIdle()) return;
        int step = Math.floorMod(header.sequenceCount() - last, SpacePacketHeader.SEQUENCE_MODULO);
        if (last >= 0 && (step == 0 || step > SpacePacketHeader.SEQUENCE_MODULO / 2)) {
            backwards++;
        } else if (last >= 0) {
            missing += step - 1;
        }
        last = header.sequenceCount();
    }

    /** Whether a packet with that count may well be the next one. */
    boolean expects(int sequenceCount) {
        int step = Math.floorMod(sequenceCount - last, SpacePacketHeader.SEQUENCE_MODULO);
        return last >= 0 && step > 0 && step <= 64;
    }

    public int apid() {
        return apid;
    }

    public boolean telecommand() {
        return telecommand;
    }

    public long packets() {
        return packets;
    }

    /** With their headers. */
    public long bytes() {
        return bytes;
    }

    /** Packets that the sequence counts tell of and that are not there. */
    public long missing() {
        return missing;
    }

    /** Packets whose count stood still or went back: repeated, late, or a counter started again. */
    public long backwards() {
        return backwards;
    }
}
