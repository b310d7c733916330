package dev.skycrane.ground.foreign;

import dev.skycrane.proto.ccsds.SpacePacketHeader;
import java.io.IOException;
import java.util.Collection;

/**
 * Reads a file of space packets, one behind the other. Packets carry no check: one is believed when another one, or the end of the file,
 * follows where it ends. Behind bytes that are no packet the next one is looked for byte by byte.
 */
final class PacketFileReader {
    /** Headers in a row that chance does not make. */
    private static final int CONFIRMED = 4;
    /** Of the packets of a file, the probe looks at this many. */
    private static final int PROBED = 64;

    private final FileWindow file;
    private final DamageLog damages;
    private final ApidAccounts apids = new ApidAccounts();
    private final int version;
    private long good;

    PacketFileReader(FileWindow file, DamageLog damages) throws IOException {
        this.file = file;
        this.damages = damages;
        version = file.holds(0, SpacePacketHeader.BYTES) ? header(0).version() : 0;
    }

    /** Whether the file begins with packets: a chain of them to its end, or some whose counts go on. */
    static boolean looksLike(FileWindow file) throws IOException {
        PacketFileReader probe = new PacketFileReader(file, new DamageLog());
        long at = 0;
        int follow = 0;
        for (int i = 0; i < PROBED && probe.isHeader(at); i++) {
            SpacePacketHeader header = probe.header(at);
            ApidAccount account = probe.apids.find(header);
            if (account != null && account.expects(header.sequenceCount())) follow++;
            probe.apids.take(header);
            at += header.packetLength();
        }
        long packets = probe.apids.all().stream().mapToLong(ApidAccount::packets).sum();
        int channels = probe.apids.all().size();
        // a chain to the end of the file, or counts that nearly all go on
        return packets > 0 && (at == file.size() && (packets > 1 || probe.version == 0 && packets == 1)
                || packets - channels > 0 && follow >= 0.8 * (packets - channels) && packets >= CONFIRMED);
    }

    /** Version of the file's packets: 0, unless its writer says otherwise. */
    int version() {
        return version;
    }

    void read(Pieces pieces) throws IOException {
        long at = 0;
        while (at < file.size()) {
            if (isHeader(at) && (isFollowed(at) || isExpected(at) && isWhole(at))) {
                SpacePacketHeader header = header(at);
                pieces.take(file.at(at, header.packetLength()));
                apids.take(header);
                good++;
                at += header.packetLength();
            } else {
                at = skip(at);
            }
        }
    }

    private SpacePacketHeader header(long at) throws IOException {
        return SpacePacketHeader.at(file.at(at, SpacePacketHeader.BYTES), 0);
    }

    /** Whether no packet that is expected begins inside the one at {@code at}: then its length is right, whatever follows it. */
    private boolean isWhole(long at) throws IOException {
        long end = at + header(at).packetLength();
        for (long inside = at + 1; inside < end; inside++)
            if (isExpected(inside)) return false;
        return true;
    }

    /** Version and length are possible here; zeros are no header. */
    private boolean isHeader(long at) throws IOException {
        if (!file.holds(at, SpacePacketHeader.BYTES + 1)) return false;
        SpacePacketHeader header = header(at);
        if (header.apid() == 0 && header.sequenceFlags() == 0 && header.sequenceCount() == 0) return false;
        return header.version() == version && file.holds(at, header.packetLength());
    }

    /** Whether a packet follows the one at {@code at}: one that is expected, or several, or the end of the file, whole or cut. */
    private boolean isFollowed(long at) throws IOException {
        long next = at + header(at).packetLength();
        return next == file.size() || isExpected(next) || isChain(next) || isCutPacket(next);
    }

    private boolean isExpected(long at) throws IOException {
        if (!isHeader(at)) return false;
        SpacePacketHeader header = header(at);
        ApidAccount account = apids.find(header);
        return account != null && account.packets() > 1 && (account.expects(header.sequenceCount())
                || header.isIdle());
    }

    private boolean isChain(long from) throws IOException {
        long at = from;
        for (int i = 0; i < CONFIRMED; i++) {
            if (at == file.size()) return i > 0;
            if (!isHeader(at)) return false;
            at += header(at).packetLength();
        }
        return true;
    }

    /** A packet of a known APID that the end of the file cuts, or the first bytes of a header. */
    private boolean isCutPacket(long at) throws IOException {
        if (!file.holds(at, SpacePacketHeader.BYTES)) return file.holds(at, 0);
        SpacePacketHeader header = header(at);
        return header.version() == version && !file.holds(at, header.packetLength()) && apids.find(header) != null
                && apids.find(header).expects(header.sequenceCount());
    }

    private long skip(long from) throws IOException {
        long at = from;
        boolean cut = isCutPacket(from);
        while (!cut && ++at < file.size() && !(isHeader(at) && (isExpected(at) || isChain(at)))) {
            // the next byte may begin one
        }
        if (cut) at = file.size();
        damages.add(new Damage(from, at - from, -1, at == file.size() && cut ? "cut off" : "no packet"));
        return at;
    }

    /** Whole packets. */
    long good() {
        return good;
    }

    Collection<ApidAccount> apids() {
        return apids.all();
    }
}
