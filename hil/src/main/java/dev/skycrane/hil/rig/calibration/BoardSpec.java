package dev.skycrane.hil.rig.calibration;

import boofcv.abst.fiducial.calib.CalibrationPatterns;
import boofcv.abst.fiducial.calib.ConfigECoCheckMarkers;
import boofcv.abst.fiducial.calib.ConfigGridDimen;
import boofcv.alg.drawing.FiducialImageEngine;
import boofcv.alg.fiducial.calib.ConfigCalibrationTarget;
import boofcv.alg.fiducial.calib.ecocheck.ECoCheckGenerator;
import boofcv.alg.fiducial.calib.ecocheck.ECoCheckUtils;
import boofcv.alg.fiducial.calib.hamminggrids.HammingGridGenerator;
import boofcv.factory.fiducial.ConfigHammingGrid;
import boofcv.factory.fiducial.HammingDictionary;
import boofcv.struct.image.GrayU8;
import dev.skycrane.proto.InputException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A calibration board, written {@code KIND:COLUMNSxROWS[:SIZE_MM]}.
 *
 * <p>{@code chessboard} counts inner corners, as OpenCV and ROS do, and must be seen whole. The others say which of their corners are seen, so
 * that part of them is enough: {@code ecocheck} (BoofCV's chessboard with error-corrected numbers in its squares, the like of ChArUco)
 * counts squares, {@code aprilgrid} (AprilTags 36h11 with gaps of 0.3 of their size, numbered row by row) counts tags.
 *
 * @param columns across
 * @param rows down
 * @param sizeMm side of a square or tag
 */
public record BoardSpec(Kind kind, int columns, int rows, double sizeMm) {
    private static final Pattern TEXT = Pattern
            .compile("([a-z]+):(\\d{1,2})x(\\d{1,2})(?::(\\d{1,5}(?:\\.\\d{1,5})?))?");
    private static final String EXPECTED = "KIND:COLUMNSxROWS[:SIZE_MM] with KIND chessboard, ecocheck or aprilgrid";
    private static final double DEFAULT_MM = 25;
    private static final double TAG_GAP = 0.3;
    private static final int MAX_TAGS = 587;

    /** What is printed on it. */
    public enum Kind {
        CHESSBOARD, ECOCHECK, APRILGRID
    }

    /** @throws InputException if the text is no board */
    public static BoardSpec parse(String text) {
        Matcher m = TEXT.matcher(text.toLowerCase(Locale.ROOT));
        if (!m.matches()) throw InputException.of("board", "--board", text, EXPECTED);
        Kind kind = null;
        for (Kind k : Kind.values())
            if (k.name().equalsIgnoreCase(m.group(1))) kind = k;
        if (kind == null) throw InputException.of("board", "--board", text, EXPECTED);
        int columns = Integer.parseInt(m.group(2));
        int rows = Integer.parseInt(m.group(3));
        double mm = m.group(4) == null ? DEFAULT_MM : Double.parseDouble(m.group(4));
        int least = kind == Kind.APRILGRID ? 1 : 3;
        if (columns < least || rows < least || !(mm > 0)) {
            throw InputException.of("board", "--board", text, "at least " + least + "x" + least + " and a size over 0");
        }
        if (kind == Kind.APRILGRID && columns * rows > MAX_TAGS) {
            throw InputException.of("board", "--board", text, "at most the " + MAX_TAGS + " tags of 36h11");
        }
        return new BoardSpec(kind, columns, rows, mm);
    }

    /** Something that finds this board in pictures. */
    public BoardFinder finder() {
        if (kind == Kind.APRILGRID) return new BoardFinder.Tags(tagGrid());
        ConfigCalibrationTarget target = new ConfigCalibrationTarget();
        if (kind == Kind.CHESSBOARD) {
            target.type = CalibrationPatterns.CHESSBOARD;
            target.grid = new ConfigGridDimen(rows + 1, columns + 1, sizeMm);
        } else {
            target.type = CalibrationPatterns.ECOCHECK;
            target.ecocheck = numbered();
        }
        return new BoardFinder.Chess(target);
    }

    private ConfigECoCheckMarkers numbered() {
        return ConfigECoCheckMarkers.singleShape(rows, columns, 1, sizeMm);
    }

    private ConfigHammingGrid tagGrid() {
        return ConfigHammingGrid.create(HammingDictionary.APRILTAG_36h11, rows, columns, sizeMm, TAG_GAP);
    }

    /**
     * The board as a picture to show or to print.
     *
     * @param luma row by row
     * @param borderPx white around it
     */
    public record Drawing(int widthPx, int heightPx, int borderPx, byte[] luma) {}

    /**
     * Draws the board.
     *
     * @param squarePx side of a square or tag
     * @param borderPx white around it
     */
    public Drawing draw(int squarePx, int borderPx) {
        FiducialImageEngine engine = new FiducialImageEngine();
        engine.configure(borderPx, extentPx(columns, squarePx), extentPx(rows, squarePx));
        engine.init();
        switch (kind) {
            case CHESSBOARD -> {
                engine.setGray(0);
                for (int row = 0; row <= rows; row++)
                    for (int column = row % 2; column <= columns; column += 2)
                        engine.square(column * squarePx, row * squarePx, squarePx, squarePx);
            }
            case ECOCHECK -> {
                ECoCheckUtils utils = new ECoCheckUtils();
                utils.setParametersFromConfig(numbered());
                utils.fixate();
                ECoCheckGenerator generator = new ECoCheckGenerator(utils);
                generator.setSquareWidth(squarePx);
                generator.setRender(engine);
                generator.render(0);
            }
            case APRILGRID -> {
                HammingGridGenerator generator = new HammingGridGenerator(tagGrid());
                generator.setSquareWidth(squarePx / sizeMm);
                generator.setRender(engine);
                generator.render();
            }
        }
        GrayU8 grey = engine.getGray();
        byte[] luma = new byte[grey.width * grey.height];
        for (int row = 0; row < grey.height; row++)
            System.arraycopy(grey.data, grey.getIndex(0, row), luma, row * grey.width, grey.width);
        return new Drawing(grey.width, grey.height, borderPx, luma);
    }

    private int extentPx(int count, int squarePx) {
        return switch (kind) {
            case CHESSBOARD -> (count + 1) * squarePx;
            // its outermost squares are drawn by half
            case ECOCHECK -> (count - 1) * squarePx;
            case APRILGRID -> (int) Math.ceil(squarePx * (count + (count - 1) * TAG_GAP));
        };
    }
}
