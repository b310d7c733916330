package dev.skycrane.hil.rig.stimulus;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The screen of the virtual bench: a file in memory that the harness writes and the stand-in camera, another process, looks at. It keeps the
 * last pictures and beats with the time since when each stands, so that a camera sees what was there when it exposed, however late it
 * gets to compute its photograph.
 *
 * <pre>
 * offset                      size  field
 *      0                         8  pictures shown so far
 *      8                         8  beats shown so far
 *     64 + i (64 + P)            8  number of the picture in slot i, 0 while it is written     i = number mod 8
 *                                8  shown since, ns
 *                               48  pose of the canvas, six doubles, see {@link #move}
 *                                P  canvas, {@link Canvas#WIDTH_PX} x {@link Canvas#HEIGHT_PX}
 *     64 + 8 (64 + P) + j (16 + B)   number, shown since and code of the beat in slot j       j = number mod 64
 * </pre>
 *
 * Numbers count from 1; integers in the machine's order, since both sides are one machine. A reader looks at the number before and after.
 */
public final class ScreenFile implements Screen {
    private static final int PICTURES = 8;
    private static final int BEATS = 64;
    private static final int HEADER = 64;
    private static final int POSE = 6;
    private static final int PICTURE_BYTES = Canvas.WIDTH_PX * Canvas.HEIGHT_PX;
    private static final int PICTURE_SLOT = HEADER + PICTURE_BYTES;
    private static final int BEAT_BYTES = Canvas.CODE_WIDTH_PX * Canvas.CODE_HEIGHT_PX;
    private static final int BEAT_SLOT = 16 + BEAT_BYTES;
    private static final int BEATS_AT = HEADER + PICTURES * PICTURE_SLOT;
    private static final int SIZE = BEATS_AT + BEATS * BEAT_SLOT;
    private static final VarHandle LONG = MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.nativeOrder());

    private final FileChannel file;
    private final MappedByteBuffer map;
    private final double[] pose = new double[POSE];

    private ScreenFile(FileChannel file, MappedByteBuffer map) {
        this.file = file;
        this.map = map;
        map.order(ByteOrder.nativeOrder());
    }

    /** A new screen. @param pose of the canvas before the camera */
    public static ScreenFile create(Path path, double[] pose) throws IOException {
        FileChannel file = FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ,
                StandardOpenOption.WRITE);
        ScreenFile screen = new ScreenFile(file, file.map(FileChannel.MapMode.READ_WRITE, 0, SIZE));
        screen.move(pose);
        return screen;
    }

    /** Looks at a screen. */
    public static ScreenFile open(Path path) throws IOException {
        FileChannel file = FileChannel.open(path, StandardOpenOption.READ);
        return new ScreenFile(file, file.map(FileChannel.MapMode.READ_ONLY, 0, SIZE));
    }

    /** Where the next pictures hang: rotation vector, and the canvas' middle in the camera frame, px of the canvas. */
    public void move(double[] newPose) {
        System.arraycopy(newPose, 0, pose, 0, POSE);
    }

    @Override
    public Shown show(byte[] canvas) {
        long number = (long) LONG.getAcquire(map, 0) + 1;
        int at = HEADER + (int) (number % PICTURES) * PICTURE_SLOT;
        LONG.setRelease(map, at, 0L);
        VarHandle.fullFence();
        ByteBuffer slot = map.duplicate().order(ByteOrder.nativeOrder());
        slot.position(at + HEADER).put(canvas);
        for (int i = 0; i < POSE; i++)
            slot.putDouble(at + 16 + 8 * i, pose[i]);
        long nowNs = System.nanoTime();
        slot.putLong(at + 8, nowNs);
        LONG.setRelease(map, at, number);
        LONG.setRelease(map, 0, number);
        return new Shown(nowNs, System.nanoTime());
    }

    @Override
    public Shown beat(byte[] patch) {
        long number = (long) LONG.getAcquire(map, 8) + 1;
        int at = BEATS_AT + (int) (number % BEATS) * BEAT_SLOT;
        LONG.setRelease(map, at, 0L);
        VarHandle.fullFence();
        ByteBuffer slot = map.duplicate().order(ByteOrder.nativeOrder());
        slot.position(at + 16).put(patch);
        long nowNs = System.nanoTime();
        slot.putLong(at + 8, nowNs);
        LONG.setRelease(map, at, number);
        LONG.setRelease(map, 8, number);
        return new Shown(nowNs, System.nanoTime());
    }

    /** What was seen on the screen at some time. */
    public static final class Seen {
        /** Number of the picture or beat; 0 for none. */
        public long number;
        /** Since when it stood there. */
        public long sinceNs;
        /** Pose of a picture. */
        public final double[] pose = new double[POSE];
        /** The canvas, or the beat's code. */
        public final byte[] bytes;

        private Seen(int bytes) {
            this.bytes = new byte[bytes];
        }
    }

    /** Room for a picture. */
    public static Seen picture() {
        return new Seen(PICTURE_BYTES);
    }

    /** Room for a beat. */
    public static Seen beat() {
        return new Seen(BEAT_BYTES);
    }

    /** Number of the picture that stood there at a time, 0 if none or long gone. */
    public long pictureAt(long timeNs) {
        return numberAt(timeNs, 0, HEADER, PICTURE_SLOT, PICTURES);
    }

    /** Number of the beat that stood there at a time, 0 if none or long gone. */
    public long beatAt(long timeNs) {
        return numberAt(timeNs, 8, BEATS_AT, BEAT_SLOT, BEATS);
    }

    private long numberAt(long timeNs, int countAt, int firstAt, int slotBytes, int slots) {
        long newest = (long) LONG.getAcquire(map, countAt);
        for (long n = newest; n > 0 && n > newest - slots + 1; n--) {
            int at = firstAt + (int) (n % slots) * slotBytes;
            if ((long) LONG.getAcquire(map, at) != n) continue;
            if (map.getLong(at + 8) <= timeNs) return n;
        }
        return 0;
    }

    /** Copies a picture. @return whether it was still there */
    public boolean readPicture(long number, Seen out) {
        int at = HEADER + (int) (number % PICTURES) * PICTURE_SLOT;
        if (number <= 0 || (long) LONG.getAcquire(map, at) != number) return false;
        for (int i = 0; i < POSE; i++)
            out.pose[i] = map.getDouble(at + 16 + 8 * i);
        return read(number, at, HEADER, out);
    }

    /** Copies a beat. @return whether it was still there */
    public boolean readBeat(long number, Seen out) {
        int at = BEATS_AT + (int) (number % BEATS) * BEAT_SLOT;
        if (number <= 0 || (long) LONG.getAcquire(map, at) != number) return false;
        return read(number, at, 16, out);
    }

    private boolean read(long number, int at, int header, Seen out) {
        out.sinceNs = map.getLong(at + 8);
        map.get(at + header, out.bytes);
        VarHandle.fullFence();
        out.number = number;
        return (long) LONG.getAcquire(map, at) == number;
    }

    @Override
    public void close() {
        try {
            file.close();
        } catch (IOException e) {
            // the mapping outlives it, and the file is temporary
        }
    }
}
