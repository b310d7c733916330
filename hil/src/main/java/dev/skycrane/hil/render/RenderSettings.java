package dev.skycrane.hil.render;

import dev.skycrane.flight.core.ParameterTable;
import dev.skycrane.hil.terrain.LunarLambert;
import dev.skycrane.hil.terrain.Sun;

/** Light and air at the hour of the landing, and what the cameras make of them: parameters {@code render.*}. Immutable. */
public final class RenderSettings {
    /** Sun at the landing. */
    public final Sun sun;
    /** Weight of the lunar part in the ground's photometric function. */
    public final double lunarWeight;
    /** Part of the light lost per kilometre of path, replaced by airlight. */
    public final double hazePerKm;
    public final double airlightDn;
    public final double lcamGain;
    public final double lcamElectronsPerDn;
    public final double lcamReadNoiseDn;
    public final double lcamVignetting;
    /** Diameter of the heat shield, m. */
    public final double heatShieldDiameterM;
    /** Nominal diameter of the parachute, m. */
    public final double canopyDiameterM;
    /** Strength of the made-up ground texture below the map's resolution. */
    public final double detailContrast;

    public RenderSettings(ParameterTable p) {
        sun = new Sun(p.scalar("render.sunAzimuthDeg", "deg", Sun.FLOWN_AZIMUTH_DEG, -360, 360,
                "direction of the sun, clockwise from north"),
                p.scalar("render.sunElevationDeg", "deg", Sun.FLOWN_ELEVATION_DEG, 5, 90, "height of the sun"));
        lunarWeight = p.scalar("render.lunarWeight", "1", LunarLambert.L, 0, 1,
                "weight of the lunar part in the brightness of the ground, the rest is Lambert's: 0.55 for Mars, 1 for the Moon");
        hazePerKm = p.scalar("render.hazePerKm", "1/km", 0.012, 0, 1, "light lost to dust per kilometre of path");
        airlightDn = p.scalar("render.airlightDn", "DN", 118, 0, 255, "brightness of endless haze");
        lcamGain = p.scalar("render.lcam.gain", "1", 1.15, 0.05, 4, "brightness against the map");
        lcamElectronsPerDn = p.scalar("render.lcam.electronsPerDn", "1", 50, 0.5, 1e4,
                "shot noise; 50 gives the signal-to-noise ratio 80 at half full well of dossier section 5.1");
        lcamReadNoiseDn = p.scalar("render.lcam.readNoiseDn", "DN", 1.0, 0, 50, "read noise");
        lcamVignetting = p.scalar("render.lcam.vignetting", "1", 0.22, 0, 0.9, "light lost at 45 degrees off the axis");
        heatShieldDiameterM = p.scalar("render.heatShieldDiameterM", "m", 4.5, 0.1, 50,
                "heat shield (dossier section 2.1)");
        canopyDiameterM = p.scalar("render.canopyDiameterM", "m", 21.53, 0.1, 100,
                "parachute, nominal diameter (dossier section 2.3)");
        detailContrast = p.scalar("render.detailContrast", "1", 0.045, 0, 0.5,
                "contrast of each octave of ground texture finer than the map");
    }
}
