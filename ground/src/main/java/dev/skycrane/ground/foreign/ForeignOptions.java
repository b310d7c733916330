package dev.skycrane.ground.foreign;

import dev.skycrane.proto.InputException;
import picocli.CommandLine.Option;

/** Options for files that do not say what they are; for the commands that look into recordings. */
public final class ForeignOptions {
    /** What a file is. */
    private enum As {
        MCAP, PACKETS, AOS, TM
    }

    @Option(names = "--as", paramLabel = "KIND", description = "What the file is: mcap, packets, aos or tm; otherwise its content tells.")
    private As as;

    @Option(names = "--frame-length", paramLabel = "BYTES", description = "Length of a transfer frame without sync marker; otherwise its content tells, up to 2048.")
    private int frameLength;

    @Option(names = "--insert-zone", paramLabel = "BYTES", defaultValue = "-1", description = "Bytes between a frame's primary header and its data field: header error control, insert zone.")
    private int insertBytes;

    @Option(names = "--ocf", description = "AOS frames carry the operational control field.")
    private boolean ocf;

    @Option(names = "--frame-check", negatable = true, fallbackValue = "true", description = "Frames end with their CRC-16, or do not (--no-frame-check); otherwise their content tells.")
    private Boolean check;

    /** Whether the user says that it is MCAP. */
    public boolean isMcap() {
        return as == As.MCAP;
    }

    /** Whether the user says that it is something else. */
    public boolean isForeign() {
        return as != null && as != As.MCAP || frameLength != 0;
    }

    /** @throws InputException for a frame length that no frame has */
    public ForeignHints hints() {
        if (frameLength != 0 && (frameLength < FrameLayout.MIN_LENGTH || frameLength > FrameLayout.MAX_LENGTH)) {
            throw InputException.of("usage", "--frame-length", frameLength, FrameLayout.MIN_LENGTH + " to "
                    + FrameLayout.MAX_LENGTH);
        }
        int most = frameLength == 0 ? FrameLayout.MIN_LENGTH : frameLength - FrameKind.HEADER_BYTES;
        if (insertBytes < -1 || insertBytes > most)
            throw InputException.of("usage", "--insert-zone", insertBytes, "0 to " + most);
        FrameKind kind = as == As.AOS ? FrameKind.AOS : as == As.TM ? FrameKind.TM : null;
        return new ForeignHints(kind, as == As.PACKETS, frameLength, insertBytes, ocf, check);
    }
}
