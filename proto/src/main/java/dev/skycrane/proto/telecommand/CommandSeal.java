package dev.skycrane.proto.telecommand;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnsafeByteOperations;
import dev.skycrane.proto.frame.FrameCodec;
import dev.skycrane.proto.frame.StreamKey;
import dev.skycrane.proto.v1.Command;
import dev.skycrane.proto.v1.SegmentId;
import dev.skycrane.proto.v1.SignedCommand;
import dev.skycrane.proto.v1.StreamKind;

/** Commands to frames, sealed, and back. */
public final class CommandSeal {
    /** Where commands travel. */
    public static final StreamKey COMMANDS = new StreamKey(SegmentId.GROUND, StreamKind.CMD, "commands");
    /** Where acknowledgements travel. */
    public static final StreamKey ACKS = new StreamKey(SegmentId.ROVER, StreamKind.ACK, "commands");
    /**
     * How far a counter may be ahead of the last one: commands lost on the way leave holes, and a counter from far ahead would shut out
     * all that follow.
     */
    public static final long WINDOW = 1024;
    /** Largest command frame; names are short. */
    public static final int MAX_FRAME_BYTES = 2048;

    private CommandSeal() {}

    /** Payload of a command's frame. */
    public static byte[] seal(Command command, CommandKey key) {
        byte[] bytes = command.toByteArray();
        return SignedCommand.newBuilder().setCommand(UnsafeByteOperations.unsafeWrap(bytes))
                .setHmac(UnsafeByteOperations.unsafeWrap(key.hmac(bytes))).build().toByteArray();
    }

    /** The whole frame; its sequence is the command's counter. */
    public static byte[] frame(Command command, CommandKey key) {
        return FrameCodec.encode(COMMANDS, command.getCounter(), 0, 0, command.getRunId(), seal(command, key));
    }

    /**
     * The command of a frame's payload.
     *
     * @return null when the authenticator is not of this key
     * @throws InvalidProtocolBufferException when the payload or the genuine command in it cannot be read
     */
    public static Command open(ByteString payload, CommandKey key) throws InvalidProtocolBufferException {
        SignedCommand signed = SignedCommand.parseFrom(payload);
        if (!key.isGenuine(signed.getCommand().toByteArray(), signed.getHmac().toByteArray())) return null;
        return Command.parseFrom(signed.getCommand());
    }

    /** The command of a frame's payload as anybody may read it, genuine or not. */
    public static Command peek(ByteString payload) throws InvalidProtocolBufferException {
        return Command.parseFrom(SignedCommand.parseFrom(payload).getCommand());
    }
}
