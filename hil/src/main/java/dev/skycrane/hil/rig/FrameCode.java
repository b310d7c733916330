package dev.skycrane.hil.rig;

import java.util.OptionalInt;

/**
 * A number shown in the picture itself, so that a photograph says which picture it is of: {@value #COLUMNS} x {@value #ROWS} square
 * cells, row by row a bright and a dark one for reference, 32 bits of the number from the highest, and an 8-bit check sum
 * (CRC-8 with polynomial 0x07, as in ITU-T I.432.1 without its final addition).
 */
public final class FrameCode {
    public static final int COLUMNS = 7;
    public static final int ROWS = 6;

    private static final int BRIGHT = 235;
    private static final int DARK = 20;
    /** Reference cells closer than this, of 255, are no code. */
    private static final int MIN_CONTRAST = 40;
    private static final int POLYNOMIAL = 0x07;

    /** Reads the brightness of a cell. */
    @FunctionalInterface
    public interface Cells {
        /** @return mean luma of the cell, 0..255 */
        int luma(int column, int row);
    }

    private FrameCode() {}

    /**
     * Paints the code of a number.
     *
     * @param luma row by row, {@code widthPx} columns
     * @param x left edge, px
     * @param y upper edge, px
     * @param cellPx size of a cell
     */
    public static void paint(int number, byte[] luma, int widthPx, int x, int y, int cellPx) {
        for (int row = 0; row < ROWS * cellPx; row++) {
            for (int column = 0; column < COLUMNS * cellPx; column++) {
                int cell = row / cellPx * COLUMNS + column / cellPx;
                luma[(y + row) * widthPx + x + column] = (byte) (bright(number, cell) ? BRIGHT : DARK);
            }
        }
    }

    private static boolean bright(int number, int cell) {
        if (cell < 2) return cell == 0;
        int bit = cell - 2;
        if (bit < 32) return (number >>> 31 - bit & 1) != 0;
        return (checksum(number) >>> 39 - bit & 1) != 0;
    }

    /** The number, or nothing if the check sum or the contrast says that this is no whole code. */
    public static OptionalInt read(Cells cells) {
        int bright = cells.luma(0, 0);
        int dark = cells.luma(1, 0);
        if (bright - dark < MIN_CONTRAST) return OptionalInt.empty();
        int threshold = (bright + dark) / 2;
        int number = 0;
        int check = 0;
        for (int cell = 2; cell < COLUMNS * ROWS; cell++) {
            int bit = cells.luma(cell % COLUMNS, cell / COLUMNS) > threshold ? 1 : 0;
            if (cell < 34) {
                number = number << 1 | bit;
            } else {
                check = check << 1 | bit;
            }
        }
        return check == checksum(number) ? OptionalInt.of(number) : OptionalInt.empty();
    }

    /** Never zero for zero, so that a dark field is no code. */
    private static int checksum(int number) {
        int crc = 0xFF;
        for (int shift = 24; shift >= 0; shift -= 8) {
            crc ^= number >>> shift & 0xFF;
            for (int bit = 0; bit < 8; bit++)
                crc = (crc & 0x80) != 0 ? (crc << 1 ^ POLYNOMIAL) & 0xFF : crc << 1;
        }
        return crc;
    }
}
