package dev.skycrane.hil.rig.stimulus;

import dev.skycrane.hil.rig.FrameCode;
import dev.skycrane.hil.rig.calibration.BoardSpec;
import java.util.Arrays;

/**
 * Where what stands in the stimulus picture, px from its upper left:
 *
 * <pre>
 *  0        188                        1212      1400
 *  +---------+---------------------------+---------+  0
 *  | code  # |                           | #  code |      code: number of the picture
 *  |         |                           |         |      #     mark, four squares that meet in a point
 *  | beat    |    LCAM 1024 x 1024       |         |      beat: number of the beat
 *  |         |                           |         |
 *  | code  # |                           | #  code |
 *  +---------+---------------------------+---------+  1040
 * </pre>
 */
public final class Canvas {
    public static final int WIDTH_PX = 1400;
    public static final int HEIGHT_PX = 1040;
    /** Rows and columns of the LCAM picture. */
    public static final int LCAM_PX = 1024;
    public static final int LCAM_X = 188;
    public static final int LCAM_Y = 8;
    /** Size of a cell of the codes. */
    public static final int CELL_PX = 8;
    public static final int CODE_WIDTH_PX = FrameCode.COLUMNS * CELL_PX;
    public static final int CODE_HEIGHT_PX = FrameCode.ROWS * CELL_PX;
    /** Upper left corners of the four codes of the picture. */
    public static final int[][] CODES = {{16, 16}, {1328, 16}, {16, 976}, {1328, 976}};
    /** Upper left corner of the beat. */
    public static final int[] BEAT = {16, 496};
    /** Points in which the four squares of a mark meet: edges between pixels, hence the halves. */
    public static final double[][] MARKS = {{139.5, 59.5}, {1259.5, 59.5}, {139.5, 979.5}, {1259.5, 979.5}};

    private static final int MARK_SQUARE_PX = 24;
    /** Of the margins. */
    public static final byte MARGIN_DN = (byte) 128;
    private static final byte MARK_BRIGHT = (byte) 235;
    private static final byte MARK_DARK = 20;
    /** Side of a board in LCAM's place, between its outermost corners. */
    public static final int BOARD_PX = 960;

    private Canvas() {}

    /** The margins with their marks, LCAM's place dark, no number. */
    public static byte[] empty() {
        byte[] canvas = new byte[WIDTH_PX * HEIGHT_PX];
        Arrays.fill(canvas, MARGIN_DN);
        for (int row = 0; row < LCAM_PX; row++)
            Arrays.fill(canvas, (LCAM_Y + row) * WIDTH_PX + LCAM_X, (LCAM_Y + row) * WIDTH_PX + LCAM_X + LCAM_PX,
                    (byte) 0);
        for (double[] mark : MARKS) {
            int x = (int) Math.ceil(mark[0]);
            int y = (int) Math.ceil(mark[1]);
            for (int row = -MARK_SQUARE_PX; row < MARK_SQUARE_PX; row++)
                for (int column = -MARK_SQUARE_PX; column < MARK_SQUARE_PX; column++)
                    canvas[(y + row) * WIDTH_PX + x + column] = row < 0 == column < 0 ? MARK_BRIGHT : MARK_DARK;
        }
        return canvas;
    }

    /** Writes the number of the picture into all four corners. */
    public static void number(byte[] canvas, int number) {
        for (int[] at : CODES)
            FrameCode.paint(number, canvas, WIDTH_PX, at[0], at[1], CELL_PX);
    }

    /** The code of a beat, {@link #CODE_WIDTH_PX} x {@link #CODE_HEIGHT_PX}. */
    public static byte[] beat(int number) {
        byte[] patch = new byte[CODE_WIDTH_PX * CODE_HEIGHT_PX];
        FrameCode.paint(number, patch, CODE_WIDTH_PX, 0, 0, CELL_PX);
        return patch;
    }

    /** Puts a beat's patch in its place. */
    public static void place(byte[] beatPatch, byte[] canvas) {
        for (int row = 0; row < CODE_HEIGHT_PX; row++)
            System.arraycopy(beatPatch, row * CODE_WIDTH_PX, canvas, (BEAT[1] + row) * WIDTH_PX + BEAT[0],
                    CODE_WIDTH_PX);
    }

    /** Puts a picture in LCAM's place, each level as {@code shown} says. */
    public static void lcam(byte[] lcam, byte[] shown, byte[] canvas) {
        for (int row = 0; row < LCAM_PX; row++) {
            int to = (LCAM_Y + row) * WIDTH_PX + LCAM_X;
            int from = row * LCAM_PX;
            for (int column = 0; column < LCAM_PX; column++)
                canvas[to + column] = shown[lcam[from + column] & 0xFF];
        }
    }

    /**
     * A board that fills LCAM's place, to find out where each of its pixels is seen.
     *
     * @param squares across and down, the outermost are drawn by half; one less divides 960
     */
    public static byte[] withBoard(int squares) {
        BoardSpec.Drawing board = boardOf(squares).draw(BOARD_PX / (squares - 1), (LCAM_PX - BOARD_PX) / 2);
        byte[] canvas = empty();
        for (int row = 0; row < LCAM_PX; row++)
            System.arraycopy(board.luma(), row * LCAM_PX, canvas, (LCAM_Y + row) * WIDTH_PX + LCAM_X, LCAM_PX);
        return canvas;
    }

    /** That board; its millimetres are pixels of the canvas. */
    public static BoardSpec boardOf(int squares) {
        return new BoardSpec(BoardSpec.Kind.ECOCHECK, squares, squares, BOARD_PX / (squares - 1));
    }

    /** A corner of that board on the canvas: column and row. @param layoutMm from its finder, x right and y up from its middle */
    public static double[] boardCorner(double[] layoutMm) {
        double middle = LCAM_PX / 2.0 - 0.5;
        return new double[]{LCAM_X + middle + layoutMm[0], LCAM_Y + middle - layoutMm[1]};
    }
}
