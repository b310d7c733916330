package dev.skycrane.hil.landing;

import dev.skycrane.flight.core.ActuatorFrame;
import dev.skycrane.flight.core.CameraId;
import dev.skycrane.flight.core.EventId;
import dev.skycrane.flight.core.Tick;
import dev.skycrane.flight.nav.NavState;
import dev.skycrane.hil.plant.Truth;

/** Quantities of the acceptance table (dossier section 9) that no other log keeps, gathered tick by tick from the truth. */
final class FlownComparison {
    /** Row 15 is the mean between these heights above ground, m. */
    private static final double UPPER_M = 5830;
    private static final double LOWER_M = 2350;

    private final MissionEvents events;
    private double entrySpeedMps = Double.NaN;
    private double entryPathDeg = Double.NaN;
    private double blackoutStartS = Double.NaN;
    private double blackoutEndS = Double.NaN;
    private double mortarMolaM = Double.NaN;
    private double mortarAglM = Double.NaN;
    private double upperS = Double.NaN;
    private double lowerS = Double.NaN;
    private double upperAglM;
    private double lowerAglM;
    private double backshellSinkMps = Double.NaN;
    private double visionStartErrorM = Double.NaN;
    private double wheelHeightAtSkyCraneM = Double.NaN;
    private double firstContactS = Double.NaN;
    private double constantVelocitySumMps;
    private double skyCraneSumMps;
    private long constantVelocityTicks;
    private long skyCraneTicks;
    private double bridleLengthM;
    private int lcamFrames;
    private long firstLcamTick = -1;
    private long lastLcamTick;
    private int rdcFrames;
    private long firstRdcTick = -1;
    private long lastRdcTick;

    FlownComparison(MissionEvents events) {
        this.events = events;
    }

    /** After every tick, when the mission's events of the tick have been noted. */
    void observe(Truth truth, NavState nav, ActuatorFrame out) {
        double sinkMps = -truth.vMcmfMps.dot(truth.rMcmfM) / truth.rMcmfM.norm();
        double timeS = Tick.toSeconds(truth.tick);
        if (Double.isNaN(entrySpeedMps)) {
            entrySpeedMps = truth.vMcmfMps.norm();
            entryPathDeg = -Math.toDegrees(StrictMath.asin(sinkMps / entrySpeedMps));
        }
        if (truth.uhfBlackout) {
            if (Double.isNaN(blackoutStartS)) blackoutStartS = timeS;
            blackoutEndS = timeS;
        }
        observeParachute(truth, sinkMps, timeS);
        if (Double.isNaN(visionStartErrorM) && events.has(EventId.LVS_COARSE_START)) {
            visionStartErrorM = LandingLog.horizontalErrorM(truth, nav);
        }
        observeLanding(truth, sinkMps, timeS);
        observeCameras(out, truth.tick);
    }

    private void observeParachute(Truth truth, double sinkMps, double timeS) {
        if (Double.isNaN(mortarMolaM) && events.has(EventId.PARACHUTE_DEPLOY)) {
            mortarMolaM = truth.altitudeMolaM;
            mortarAglM = truth.altitudeAglM;
        }
        if (Double.isNaN(upperS) && truth.canopyOut && truth.altitudeAglM <= UPPER_M) {
            upperS = timeS;
            upperAglM = truth.altitudeAglM;
        }
        if (Double.isNaN(lowerS) && truth.canopyOut && truth.altitudeAglM <= LOWER_M) {
            lowerS = timeS;
            lowerAglM = truth.altitudeAglM;
        }
        if (Double.isNaN(backshellSinkMps) && events.has(EventId.BACKSHELL_SEPARATION)) backshellSinkMps = sinkMps;
    }

    private void observeLanding(Truth truth, double sinkMps, double timeS) {
        if (events.has(EventId.CONSTANT_VELOCITY) && !events.has(EventId.CONSTANT_DECELERATION)) {
            constantVelocitySumMps += sinkMps;
            constantVelocityTicks++;
        }
        if (Double.isNaN(wheelHeightAtSkyCraneM) && events.has(EventId.SKY_CRANE_START)) {
            wheelHeightAtSkyCraneM = truth.wheelHeightM;
        }
        if (events.has(EventId.BRIDLE_FULL) && Double.isNaN(firstContactS)) {
            skyCraneSumMps += sinkMps;
            skyCraneTicks++;
            bridleLengthM = Math.max(bridleLengthM, truth.bridleLengthM);
            if (truth.wheelsOnGround) firstContactS = timeS;
        }
    }

    private void observeCameras(ActuatorFrame out, long tick) {
        if (out.triggers(CameraId.LCAM)) {
            if (firstLcamTick < 0) firstLcamTick = tick;
            lastLcamTick = tick;
            lcamFrames++;
        }
        if (out.triggers(CameraId.RDC)) {
            if (firstRdcTick < 0) firstRdcTick = tick;
            lastRdcTick = tick;
            rdcFrames++;
        }
    }

    double entrySpeedMps() {
        return entrySpeedMps;
    }

    double entryPathDeg() {
        return entryPathDeg;
    }

    double blackoutStartS() {
        return blackoutStartS;
    }

    double blackoutEndS() {
        return blackoutEndS;
    }

    double mortarMolaKm() {
        return mortarMolaM / 1000;
    }

    double mortarAglKm() {
        return mortarAglM / 1000;
    }

    /** Mean vertical speed between the heights of row 15, m/s. */
    double parachuteSinkMps() {
        return (upperAglM - lowerAglM) / (lowerS - upperS);
    }

    double backshellSinkMps() {
        return backshellSinkMps;
    }

    /** Navigation's horizontal error when map-relative localisation began, m. */
    double visionStartErrorM() {
        return visionStartErrorM;
    }

    double constantVelocityMps() {
        return constantVelocitySumMps / constantVelocityTicks;
    }

    double skyCraneMps() {
        return skyCraneSumMps / skyCraneTicks;
    }

    double wheelHeightAtSkyCraneM() {
        return wheelHeightAtSkyCraneM;
    }

    double firstContactS() {
        return firstContactS;
    }

    double bridleLengthM() {
        return bridleLengthM;
    }

    int lcamFrames() {
        return lcamFrames;
    }

    double lcamSeconds() {
        return Tick.toSeconds(lastLcamTick - firstLcamTick);
    }

    int rdcFrames() {
        return rdcFrames;
    }

    double rdcSeconds() {
        return Tick.toSeconds(lastRdcTick - firstRdcTick);
    }
}
