package dev.skycrane.hil.locate;

import dev.skycrane.flight.core.VisionFix;
import dev.skycrane.flight.geometry.EnuFrame;
import dev.skycrane.flight.geometry.Quat;
import dev.skycrane.flight.geometry.Vec3;
import dev.skycrane.flight.trn.CameraModel;
import dev.skycrane.flight.trn.SiteMap;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Pictures without a prior: tries heights and headings of a camera that looks roughly down, about the last fix if there is one, else
 * about places all over the map or its middle alone, nearest to the middle first, and takes the first fix that passes the vision computer's
 * own checks.
 */
final class BlindSearch {
    private static final int HEADINGS = 36;
    private static final double HEIGHT_STEP = 1.12;
    private static final double HIGHEST_M = 13000;
    /** Map cells across the view below which the vision computer refuses by itself. */
    private static final double MIN_CELLS_ACROSS = 220;
    private static final double SIGMA_ATTITUDE_DEG = 5;
    private static final double SIGMA_HEIGHT_SHARE = 0.05;
    private static final double SIGMA_FIRST_M = 1200;
    private static final double SIGMA_NEXT_M = 500;
    /** Distance between the places tried on the map; each search reaches 3.4 km every way. */
    private static final double PLACES_APART_M = 5500;
    /** Heights tried about the last fix, as shares of it. */
    private static final double[] NEXT_HEIGHTS = {1, 0.93, 0.86, 1.08};

    private final FrameLocator locator;
    private final SiteMap map;
    private final boolean wholeMap;
    private final List<double[]> places;
    private final double lowestM;
    private final Vec3 lastMcmfM = new Vec3();
    private boolean known;
    private int headingFirst;
    private double cpuMs;

    /** @param wholeMap whether to look everywhere for a picture that is not found about the last fix, or about the middle at first */
    BlindSearch(FrameLocator locator, SiteMap map, CameraModel camera, boolean wholeMap) {
        this.locator = locator;
        this.map = map;
        this.wholeMap = wholeMap;
        lowestM = MIN_CELLS_ACROSS * map.pixelM * camera.focalPx() / camera.width();
        places = places(map, wholeMap);
    }

    /** East and north of the places to try, nearest to the middle first. */
    private static List<double[]> places(SiteMap map, boolean all) {
        double middleEastM = map.westM + 0.5 * (map.width - 1) * map.pixelM;
        double middleNorthM = map.northM - 0.5 * (map.height - 1) * map.pixelM;
        List<double[]> places = new ArrayList<>();
        places.add(new double[]{0, 0});
        if (!all) return places;
        places.clear();
        int columns = (int) Math.ceil(map.width * map.pixelM / PLACES_APART_M);
        int rows = (int) Math.ceil(map.height * map.pixelM / PLACES_APART_M);
        for (int r = 0; r < rows; r++)
            for (int c = 0; c < columns; c++)
                places.add(new double[]{middleEastM + (c - 0.5 * (columns - 1)) * PLACES_APART_M,
                    middleNorthM + (r - 0.5 * (rows - 1)) * PLACES_APART_M});
        places.sort(Comparator.comparingDouble(p -> Math.hypot(p[0], p[1])));
        return places;
    }

    /** @return the first fix, or the last refusal; valid until the next call */
    VisionFix locate(byte[] grey) {
        cpuMs = 0;
        VisionFix fix = null;
        if (known) {
            double groundM = groundM(lastMcmfM);
            double aboveM = lastMcmfM.norm() - map.areoidRadiusM - groundM;
            for (double share : NEXT_HEIGHTS) {
                fix = turn(grey, lastMcmfM, groundM + share * aboveM, share * aboveM, SIGMA_NEXT_M);
                if (fix.status == VisionFix.Status.FIX || fix.status == VisionFix.Status.NO_CONTRAST) return fix;
            }
            if (!wholeMap) return fix;
        }
        for (double[] place : places) {
            double groundM = map.elevationAtM(place[0], place[1]);
            EnuFrame middle = new EnuFrame(map.latRad(place[1]), map.lonRad(place[0]), map.areoidRadiusM);
            for (double h = lowestM * HEIGHT_STEP; h < HIGHEST_M; h *= HEIGHT_STEP) {
                fix = turn(grey, middle.originMcmfM(), groundM + h, h, SIGMA_FIRST_M);
                if (fix.status == VisionFix.Status.FIX || fix.status == VisionFix.Status.NO_CONTRAST) return fix;
            }
        }
        return fix;
    }

    /** CPU time of the last {@link #locate}. */
    double cpuMs() {
        return cpuMs;
    }

    private double groundM(Vec3 rM) {
        double[] g = locator.geographic(rM);
        return map.elevationAtM(map.eastM(StrictMath.toRadians(g[1])), map.northM(StrictMath.toRadians(g[0])));
    }

    /** All headings at one place and height, the last successful one first. */
    private VisionFix turn(byte[] grey, Vec3 aboutM, double heightM, double aboveM, double sigmaM) {
        double[] place = locator.geographic(aboutM);
        VisionFix fix = null;
        for (int i = 0; i < HEADINGS; i++) {
            int side = (i + 1) / 2 * (i % 2 == 0 ? 1 : -1);
            int heading = Math.floorMod(headingFirst + side, HEADINGS);
            fix = locator.locate(grey, new PriorTable.Prior(place[0], place[1], heightM,
                    lookingDown(aboutM, 2 * Math.PI * heading / HEADINGS), sigmaM, sigmaM, SIGMA_HEIGHT_SHARE * aboveM,
                    SIGMA_ATTITUDE_DEG));
            cpuMs += locator.cpuMs();
            if (fix.status == VisionFix.Status.NO_CONTRAST || fix.status == VisionFix.Status.MAP_TOO_COARSE) return fix;
            if (fix.status != VisionFix.Status.FIX) continue;
            headingFirst = heading;
            lastMcmfM.set(fix.rMcmfM);
            known = true;
            return fix;
        }
        return fix;
    }

    /** Optical axis down, the upper edge of the picture towards {@code headingRad} clockwise from north. */
    static Quat lookingDown(Vec3 rM, double headingRad) {
        EnuFrame local = new EnuFrame().set(rM);
        double s = StrictMath.sin(headingRad);
        double c = StrictMath.cos(headingRad);
        Vec3 right = local.vectorToMcmf(new Vec3(c, -s, 0), new Vec3());
        Vec3 down = local.vectorToMcmf(new Vec3(-s, -c, 0), new Vec3());
        return new Quat().fromAxes(right, down, new Vec3().set(local.up()).scale(-1));
    }
}
