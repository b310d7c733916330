package dev.skycrane.ground.archive;

import dev.skycrane.ground.link.ReceivedFrame;
import dev.skycrane.proto.frame.FrameCodec;
import dev.skycrane.proto.frame.StreamKey;
import dev.skycrane.proto.v1.SegmentId;
import dev.skycrane.proto.v1.StreamKind;
import dev.skycrane.proto.v1.Telemetry;
import java.io.IOException;
import java.nio.file.Path;

/** A process that records until it is killed, and says on standard output how far it is. */
final class Victim {
    private Victim() {}

    static ReceivedFrame frame(long sequence) throws IOException {
        StreamKey key = new StreamKey(SegmentId.ROVER, StreamKind.TM, StreamKey.CHANNELS);
        byte[] bytes = FrameCodec.encode(key, sequence, sequence, sequence * 15_625_000, 1, Telemetry.newBuilder()
                .setTick(sequence).setDigest(31 * sequence).build().toByteArray());
        return new ReceivedFrame(key.topic("m2020"), bytes, FrameCodec.decode(bytes), key, System.currentTimeMillis()
                * 1_000_000L);
    }

    /** @param args file to record into */
    public static void main(String[] args) throws Exception {
        Recorder recorder = new Recorder(Path.of(args[0]));
        long sequence = 0;
        while (true) {
            for (int i = 0; i < 100; i++)
                recorder.onFrame(frame(sequence++));
            System.out.println(sequence + " " + System.nanoTime() / 1_000_000 + " " + recorder.framesFlushed());
            Thread.sleep(5);
        }
    }
}
