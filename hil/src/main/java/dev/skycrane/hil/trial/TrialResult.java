package dev.skycrane.hil.trial;

import dev.skycrane.flight.core.VisionFix;
import dev.skycrane.flight.geometry.Vec3;
import java.util.Locale;

/** What became of one frame, as a row. */
final class TrialResult {
    /** A fix further off than this is wrong (dossier section 5.3). */
    static final double LIMIT_M = 40;
    static final String HEADER = "class,terrain,scene,frame,heightM,offNadirDeg,priorEastM,priorNorthM,priorUpM,status,"
            + "eastM,northM,upM,attitudeDeg,sigmaEastM,sigmaNorthM,inliers,landmarks,residualPx,peakRatio,cpuMs";
    private static final int COLUMNS = 21;

    final TrialClass kind;
    final String status;
    final double horizontalM;
    final double upM;
    final double attitudeDeg;
    final double sigmaM;
    final double cpuMs;
    private final String row;

    TrialResult(TrialClass kind, int terrain, int scene, int number, double heightM, double offNadirDeg, Vec3 priorM,
            VisionFix fix, Vec3 offM, double turnedDeg, double ms) {
        this(String.format(Locale.ROOT,
                "%s,%d,%d,%d,%.1f,%.2f,%.0f,%.0f,%.0f,%s,%.2f,%.2f,%.2f,%.4f,%.2f,%.2f,%d,%d,%.3f,%.3f,%.2f",
                kind.name(), terrain, scene, number, heightM, offNadirDeg, priorM.x, priorM.y, priorM.z,
                fix.status.name(), offM.x, offM.y, offM.z, turnedDeg, fix.sigmaEnuM.x, fix.sigmaEnuM.y, fix.inliers,
                fix.landmarks, fix.residualPx, fix.peakRatio, ms));
    }

    /** @param row as {@link #row} gives it */
    TrialResult(String row) {
        this.row = row;
        String[] c = row.split(",", -1);
        if (c.length != COLUMNS) throw new IllegalArgumentException("row: columns=" + c.length);
        kind = TrialClass.valueOf(c[0]);
        status = c[9];
        horizontalM = Math.hypot(Double.parseDouble(c[10]), Double.parseDouble(c[11]));
        upM = Double.parseDouble(c[12]);
        attitudeDeg = Double.parseDouble(c[13]);
        sigmaM = Math.hypot(Double.parseDouble(c[14]), Double.parseDouble(c[15]));
        cpuMs = Double.parseDouble(c[20]);
    }

    String row() {
        return row;
    }

    boolean isFix() {
        return status.equals(VisionFix.Status.FIX.name());
    }

    boolean isGood() {
        return isFix() && horizontalM <= LIMIT_M;
    }

    boolean isWrong() {
        return isFix() && horizontalM > LIMIT_M;
    }
}
