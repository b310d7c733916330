package dev.skycrane.hil.rig.run;

import dev.skycrane.hil.rig.FrameCode;
import dev.skycrane.hil.rig.calibration.ScreenMap;
import dev.skycrane.hil.rig.stimulus.Canvas;
import java.util.OptionalInt;

/** Reads the numbers of the stimulus picture out of a photograph of it; immutable. */
final class CodeReader {
    private static final int CELLS = FrameCode.COLUMNS * FrameCode.ROWS;

    private final int width;
    /** For each code the offsets of its cells' middles; the beat comes last. */
    private final int[][] offsets = new int[Canvas.CODES.length + 1][];

    CodeReader(ScreenMap map) {
        width = map.lens().widthPx();
        for (int i = 0; i < Canvas.CODES.length; i++)
            offsets[i] = offsets(map, Canvas.CODES[i]);
        offsets[Canvas.CODES.length] = offsets(map, Canvas.BEAT);
    }

    private static int[] offsets(ScreenMap map, int[] corner) {
        int[] out = new int[CELLS];
        double[] at = new double[2];
        double middle = (Canvas.CELL_PX - 1) / 2.0;
        for (int cell = 0; cell < CELLS; cell++) {
            map.toCamera(corner[0] + cell % FrameCode.COLUMNS * Canvas.CELL_PX + middle,
                    corner[1] + cell / FrameCode.COLUMNS * Canvas.CELL_PX + middle, at);
            int x = (int) Math.rint(at[0]);
            int y = (int) Math.rint(at[1]);
            boolean inside = x > 0 && y > 0 && x < map.lens().widthPx() - 1 && y < map.lens().heightPx() - 1;
            out[cell] = inside ? y * map.lens().widthPx() + x : -1;
        }
        return out;
    }

    /** The number of the beat; nothing if it changed during the exposure or cannot be read. */
    OptionalInt beat(byte[] luma) {
        return read(luma, offsets[Canvas.CODES.length]);
    }

    /** The number of the picture if all corners agree; nothing if they do not: then it is torn or not seen whole. */
    OptionalInt picture(byte[] luma) {
        OptionalInt first = read(luma, offsets[0]);
        for (int i = 1; i < Canvas.CODES.length; i++)
            if (!first.equals(read(luma, offsets[i]))) return OptionalInt.empty();
        return first;
    }

    private OptionalInt read(byte[] luma, int[] cells) {
        for (int at : cells)
            if (at < 0) return OptionalInt.empty();
        return FrameCode.read((column, row) -> {
            int at = cells[row * FrameCode.COLUMNS + column];
            int sum = 0;
            for (int y = -1; y <= 1; y++)
                for (int x = -1; x <= 1; x++)
                    sum += luma[at + y * width + x] & 0xFF;
            return sum / 9;
        });
    }
}
