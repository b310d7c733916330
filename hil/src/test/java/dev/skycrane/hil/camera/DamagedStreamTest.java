package dev.skycrane.hil.camera;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Streams with random cuts, insertions and flipped bits, through framer and pairing: nothing throws or hangs, undamaged pictures come
 * through again after two, and no pair handed on as good is a wrong one. {@code -Dskycrane.damagedStreams=100000} for the long run.
 */
@Timeout(1200)
class DamagedStreamTest {
    private static final int STREAMS = Integer.getInteger("skycrane.damagedStreams", 3000);
    private static final long SEED = Long.getLong("skycrane.seed", 20260221);
    private static final long MS = 1_000_000;
    private static final long PERIOD_NS = 50 * MS;
    private static final long AGE_NS = 40 * MS;
    private static final int PICTURES = 40;
    /** Before that the streams are sound, so that the age is known. */
    private static final int FIRST_WOUND = 24;

    @Test
    void damagedStreamsNeverGiveAWrongPairAndRecoverWithinTwoPictures() throws Exception {
        List<List<byte[]>> clean = new ArrayList<>(List.of(JpegStreams.imageIo(PICTURES, 64, 48, SEED)));
        clean.add(JpegStreams.ffmpeg(PICTURES, 64, 48));
        run("ImageIO, ffmpeg", clean, STREAMS - STREAMS / 3);
    }

    /** Pictures of a Raspberry Pi camera, a third of the streams. */
    @Test
    void damagedStreamsOfARealCameraDoNeither() throws Exception {
        run("Raspberry Pi", List.of(JpegStreams.raspberryPi(PICTURES, 96, 72)), STREAMS / 3);
    }

    private void run(String of, List<List<byte[]>> clean, int streams) {
        SplittableRandom seeds = new SplittableRandom(SEED);
        long good = 0;
        for (int i = 0; i < streams; i++) {
            long seed = seeds.nextLong();
            Trial trial = new Trial(clean.get(i % clean.size()), seed);
            trial.run();
            good += trial.goodPairs;
        }
        System.out.println("damaged streams, " + of + ": " + streams + " of " + PICTURES + " pictures, seed " + SEED
                + ", " + good + " pairs handed on as good, none wrong");
        assertTrue(good > streams, "pairs handed on as good: " + good);
    }

    private final LumaDecoder decoder = new LumaDecoder();

    private final class Trial {
        private final List<byte[]> clean;
        private final long seed;
        private final SplittableRandom random;
        private final boolean[] touched = new boolean[PICTURES];
        private final boolean[] came = new boolean[PICTURES];
        private final ByteArrayOutputStream stream = new ByteArrayOutputStream();
        private final int[] starts = new int[PICTURES];
        private long goodPairs;
        private final FramePairing pairing = new FramePairing(PERIOD_NS, 0, this::check);
        private final JpegFramer framer = new JpegFramer(pairing::picture);

        Trial(List<byte[]> clean, long seed) {
            this.clean = clean;
            this.seed = seed;
            random = new SplittableRandom(seed);
        }

        void run() {
            int wounds = 1 + random.nextInt(4);
            int[] where = random.ints(wounds, FIRST_WOUND, PICTURES).toArray();
            for (int n = 0; n < PICTURES; n++) {
                byte[] bytes = clean.get(n);
                for (int w : where)
                    if (w == n) bytes = wound(bytes, n);
                boolean recordLost = n >= FIRST_WOUND && random.nextInt(200) == 0;
                if (!recordLost) {
                    pairing.record(new FrameMetadata(n * PERIOD_NS + MS, 2000, 1, 1, 0, 0, Double.NaN),
                            n * PERIOD_NS + MS + AGE_NS);
                }
                starts[n] = stream.size();
                stream.writeBytes(bytes);
                deliver(bytes, n * PERIOD_NS + MS + AGE_NS + random.nextLong(10 * MS));
            }
            framer.end();
            pairing.end();
            for (int n = 2; n < PICTURES; n++) {
                boolean calm = !touched[n] && !touched[n - 1] && !touched[n - 2];
                assertTrue(!calm || came[n], "seed " + seed + ": picture " + n + " did not come");
            }
        }

        private byte[] wound(byte[] bytes, int n) {
            touched[n] = true;
            if (bytes.length == 0) return bytes; // an earlier wound took all of it
            int at = random.nextInt(bytes.length);
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            switch (random.nextInt(5)) {
                case 0 -> out.write(bytes, 0, at); // the rest is lost
                case 1 -> out.write(bytes, at, bytes.length - at); // the beginning is lost
                case 2 -> { // a piece inside is lost
                    int end = at + random.nextInt(bytes.length - at);
                    out.write(bytes, 0, at);
                    out.write(bytes, end, bytes.length - end);
                }
                case 3 -> { // strange bytes come in, marks among them
                    byte[] strange = new byte[1 + random.nextInt(300)];
                    for (int i = 0; i < strange.length; i++)
                        strange[i] = (byte) (random.nextInt(3) == 0
                                ? 0xFF
                                : random.nextInt(3) == 0 ? 0xD8 : random.nextInt(256));
                    out.write(bytes, 0, at);
                    out.writeBytes(strange);
                    out.write(bytes, at, bytes.length - at);
                }
                default -> { // bits flip
                    byte[] flipped = bytes.clone();
                    for (int k = random.nextInt(1, 20); k > 0; k--)
                        flipped[random.nextInt(flipped.length)] ^= (byte) (1 << random.nextInt(8));
                    out.writeBytes(flipped);
                }
            }
            return out.toByteArray();
        }

        private void deliver(byte[] bytes, long arrivalNs) {
            int at = 0;
            while (at < bytes.length) {
                int piece = Math.min(bytes.length - at, 1 + random.nextInt(4000));
                framer.accept(bytes, at, piece, arrivalNs);
                at += piece;
            }
        }

        private void check(Picture picture, FrameMetadata record, long alignment, EnumSet<Quality> flags) {
            int same = -1;
            for (int n = 0; n < PICTURES; n++)
                if (Arrays.equals(clean.get(n), picture.jpeg())) same = n;
            if (same >= 0) came[same] = true;
            // what the rig knows by the frame code in the picture, here always for half of the streams, for the others at the start
            boolean codeFits = same >= 0 && record != null && record.sensorTimestampNs() / PERIOD_NS == same;
            if (codeFits && ((seed & 1) == 0 || same < FIRST_WOUND)) pairing.resolve(alignment);
            if (flags.stream().anyMatch(Quality::barsNavigation)) return;
            if (same < 0 && decoder.decode(picture) == null) return;
            goodPairs++;
            int told = (int) (record.sensorTimestampNs() / PERIOD_NS);
            if (same >= 0) {
                assertTrue(told == same, "seed " + seed + ": picture " + same + " with the record of " + told);
            } else {
                assertTrue(onlyFrom(told, picture.jpeg()),
                        "seed " + seed + ": damaged picture with parts of others and the record of " + told);
            }
        }

        /** Whether the bytes, as they stand in the stream, were all sent for one picture. */
        private boolean onlyFrom(int n, byte[] jpeg) {
            byte[] all = stream.toByteArray();
            for (int at = 0; at + jpeg.length <= all.length; at++) {
                if (Arrays.equals(all, at, at + jpeg.length, jpeg, 0, jpeg.length)) {
                    return at >= starts[n]
                            && (n + 1 == PICTURES || starts[n + 1] == 0 || at + jpeg.length <= starts[n + 1]);
                }
            }
            return false;
        }
    }
}
