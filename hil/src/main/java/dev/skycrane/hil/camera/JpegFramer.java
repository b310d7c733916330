package dev.skycrane.hil.camera;

import java.util.Arrays;
import java.util.function.Consumer;

/**
 * Cuts a raw concatenation of baseline JPEG files into pictures. It walks the marker segments by their lengths (ITU-T T.81 annex B),
 * because a search for start and end marks alone glues two pictures together after a cut and shifts every later pairing.
 *
 * <p>Inside the entropy-coded data only {@code FF00} and {@code FFD0..D7} may follow an {@code FF}; {@code FFD9} ends the picture;
 * {@code FFD8} says that the picture was cut, and starts the next; any other marker says that it was damaged. A picture over
 * {@value #MAX_PICTURE_BYTES} bytes is given up. After damage the search is for {@code FFD8 FF}. Camera streams carry no thumbnails,
 * so a start of image inside a segment is a cut too, and a damaged length cannot swallow the pictures that follow.
 *
 * <p>Called by one thread; memory is bounded by the largest picture.
 */
public final class JpegFramer {
    /** Bound of one picture. */
    public static final int MAX_PICTURE_BYTES = 4 << 20;

    private static final int FIRST_CAPACITY = 1 << 18;
    private static final int START_OF_IMAGE = 0xD8;
    private static final int END_OF_IMAGE = 0xD9;
    private static final int START_OF_SCAN = 0xDA;

    private enum State {
        SEARCH, SEARCH_CODE, AFTER_START, MARK, MARK_CODE, LENGTH_HIGH, LENGTH_LOW, SEGMENT, SCAN, SCAN_CODE
    }

    private final Consumer<Picture> pictures;
    private byte[] buffer = new byte[FIRST_CAPACITY];
    private int size;
    private State state = State.SEARCH;
    private int segment;
    private int segmentLeft;
    private int segmentStart;
    private int widthPx;
    private int heightPx;
    private long seq;
    private long lastByteNs;
    private long skippedBytes;

    /** @param pictures gets every picture, cut ones too, in the order of the stream */
    public JpegFramer(Consumer<Picture> pictures) {
        this.pictures = pictures;
    }

    /** Bytes that belonged to no picture. */
    public long skippedBytes() {
        return skippedBytes;
    }

    /**
     * Takes the next bytes of the stream.
     *
     * @param arrivalNs monotonic time at which they were read
     */
    public void accept(byte[] bytes, int from, int length, long arrivalNs) {
        int end = from + length;
        for (int i = from; i < end; i++) {
            if (state == State.SCAN) {
                int run = plainRun(bytes, i, end);
                append(bytes, i, run, arrivalNs);
                i += run;
                if (i == end) return;
            }
            accept(bytes[i], arrivalNs);
        }
    }

    /** The stream is over: what was begun is handed on as cut. */
    public void end() {
        if (size > 0) cut();
        state = State.SEARCH;
    }

    private static int plainRun(byte[] bytes, int from, int end) {
        int i = from;
        while (i < end && bytes[i] != (byte) 0xFF)
            i++;
        return i - from;
    }

    private void accept(byte b, long arrivalNs) {
        int value = b & 0xFF;
        switch (state) {
            case SEARCH -> search(value);
            case SEARCH_CODE -> searchCode(value);
            case AFTER_START -> afterStart(b, arrivalNs);
            default -> {
                if (append(b, arrivalNs)) inPicture(value);
            }
        }
    }

    private void search(int value) {
        if (value == 0xFF) {
            state = State.SEARCH_CODE;
        } else {
            skippedBytes++;
        }
    }

    private void searchCode(int value) {
        if (value == START_OF_IMAGE) {
            state = State.AFTER_START;
        } else if (value == 0xFF) {
            skippedBytes++;
        } else {
            skippedBytes += 2;
            state = State.SEARCH;
        }
    }

    /** {@code FFD8} begins a picture only if a marker follows. */
    private void afterStart(byte b, long arrivalNs) {
        if (b != (byte) 0xFF) {
            skippedBytes += 3;
            state = State.SEARCH;
            return;
        }
        append((byte) 0xFF, arrivalNs);
        append((byte) START_OF_IMAGE, arrivalNs);
        append(b, arrivalNs);
        state = State.MARK_CODE;
    }

    private void inPicture(int value) {
        switch (state) {
            case MARK -> mark(value);
            case MARK_CODE -> markCode(value);
            case LENGTH_HIGH -> {
                segmentLeft = value << 8;
                state = State.LENGTH_LOW;
            }
            case LENGTH_LOW -> lengthLow(value);
            case SEGMENT -> segment(value);
            case SCAN -> state = State.SCAN_CODE;
            case SCAN_CODE -> scanCode(value);
            default -> throw new IllegalStateException(state.name());
        }
    }

    private void mark(int value) {
        if (value == 0xFF && startStandsBefore()) {
            restart(3); // the start stood at the very end of a segment
        } else if (value == 0xFF) {
            state = State.MARK_CODE;
        } else {
            damaged();
        }
    }

    private void markCode(int value) {
        if (value == 0xFF) return; // fill bytes
        if (value == START_OF_IMAGE) {
            restart(2);
        } else if (value < 0xC0 || value >= 0xD0 && value <= END_OF_IMAGE) {
            damaged(); // codes without a segment have no place before the scan
        } else {
            segment = value;
            state = State.LENGTH_HIGH;
        }
    }

    private void lengthLow(int value) {
        int length = segmentLeft | value;
        segmentLeft = length - 2;
        segmentStart = size;
        if (length == (0xFF00 | START_OF_IMAGE)) {
            restart(2); // the segment was cut before its length
        } else if (segmentLeft < 0) {
            damaged();
        } else if (segmentLeft == 0) {
            segmentEnds();
        } else {
            state = State.SEGMENT;
        }
    }

    /** A start of image inside a segment says that the segment was cut, or that its length is damaged. */
    private void segment(int value) {
        segmentLeft--;
        if (value == 0xFF && startStandsBefore()) {
            restart(3);
        } else if (segmentLeft == 0) {
            segmentEnds();
        }
    }

    /** Whether the byte just appended follows a start of image that is not the picture's own. */
    private boolean startStandsBefore() {
        return size > 4 && buffer[size - 2] == (byte) START_OF_IMAGE && buffer[size - 3] == (byte) 0xFF;
    }

    private void segmentEnds() {
        boolean frameHeader = segment >= 0xC0 && segment <= 0xC2;
        if (frameHeader && size - segmentStart >= 5) {
            heightPx = (buffer[segmentStart + 1] & 0xFF) << 8 | buffer[segmentStart + 2] & 0xFF;
            widthPx = (buffer[segmentStart + 3] & 0xFF) << 8 | buffer[segmentStart + 4] & 0xFF;
        }
        state = segment == START_OF_SCAN ? State.SCAN : State.MARK;
    }

    private void scanCode(int value) {
        if (value == 0 || value >= 0xD0 && value <= 0xD7) {
            state = State.SCAN;
        } else if (value == END_OF_IMAGE) {
            hand(true);
            state = State.SEARCH;
        } else if (value == START_OF_IMAGE) {
            restart(2);
        } else if (value != 0xFF) {
            damaged();
        }
    }

    private void damaged() {
        cut();
        state = State.SEARCH;
    }

    /** The last {@code tail} bytes turned out to start the next picture. */
    private void restart(int tail) {
        size -= tail;
        cut();
        state = State.AFTER_START;
        if (tail == 3) afterStart((byte) 0xFF, lastByteNs);
    }

    private void cut() {
        hand(false);
    }

    private void hand(boolean whole) {
        pictures.accept(new Picture(seq++, Arrays.copyOf(buffer, size), widthPx, heightPx, whole, lastByteNs));
        size = 0;
        widthPx = 0;
        heightPx = 0;
    }

    /** False if the picture has become too large and was given up. */
    private boolean append(byte b, long arrivalNs) {
        if (size == MAX_PICTURE_BYTES) {
            skippedBytes++;
            damaged();
            return false;
        }
        if (size == buffer.length) grow(size + 1);
        buffer[size++] = b;
        lastByteNs = arrivalNs;
        return true;
    }

    private void append(byte[] bytes, int from, int length, long arrivalNs) {
        if (length == 0) return;
        if (size + length > MAX_PICTURE_BYTES) {
            skippedBytes += length;
            damaged();
            return;
        }
        if (size + length > buffer.length) grow(size + length);
        System.arraycopy(bytes, from, buffer, size, length);
        size += length;
        lastByteNs = arrivalNs;
    }

    private void grow(int needed) {
        buffer = Arrays.copyOf(buffer, Math.max(needed, Math.min(2 * buffer.length, MAX_PICTURE_BYTES)));
    }
}
