package dev.skycrane.hil.scenario;

import dev.skycrane.flight.core.ParameterTable;
import dev.skycrane.hil.noise.NoiseSource;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * How a campaign's cases differ from their scenario beyond what plant and sensors draw from the seed themselves (density, winds, drag of
 * capsule and parachute, every sensor, navigation's first state): entry state, mass, trim, engines and light. All are
 * overrides of what the plant alone reads; the flight software keeps its nominal knowledge.
 *
 * <p>Sources: the flight-path angle's delivery is published (0.0515 deg, 3 sigma, entry state file OD201, dossier section 1.3). So are
 * figures of the map (dossier section 5.2): it was tied to its reference with 9.6 m horizontally in the mean, which is 7.7 m per axis of a
 * normal distribution, and 3.8 m vertically; orientation 1 mrad and hazards within 6 m of the appearance were required, taken as 99 %. The
 * others are our choice of a plausible size; no source is known.
 */
public final class Dispersions {
    private static final int ENGINES = 8;
    private static final String MAP_ERROR = "site.mapError.";
    /** Sizes: what is drawn for them is folded to the positive side. */
    private static final Set<String> SIZES = Set.of(MAP_ERROR + "heightSigmaM", MAP_ERROR + "albedoSigma",
            MAP_ERROR + "missingShare");

    private final Map<String, Double> sigma = new LinkedHashMap<>();
    private final Map<String, double[]> nominal = new TreeMap<>();
    private final double engineSigma;

    /** @param p in which plant and cameras have declared their parameters, or which overrides none of them */
    public Dispersions(ParameterTable p) {
        add("plant.entry.flightPathOffsetDeg", p.scalar("scenario.dispersion.flightPathDeg", "deg", 0.0515 / 3, 0, 2,
                "1-sigma of the entry flight-path angle over a campaign (dossier section 1.3)"));
        add("plant.entry.azimuthOffsetDeg", p.scalar("scenario.dispersion.azimuthDeg", "deg", 0.01, 0, 2,
                "1-sigma of the azimuth of the entry velocity over a campaign"));
        add("plant.entry.speedOffsetMps", p.scalar("scenario.dispersion.speedMps", "m/s", 0.5, 0, 100,
                "1-sigma of the entry speed over a campaign"));
        double placeDeg = p.scalar("scenario.dispersion.placeDeg", "deg", 0.015, 0, 1,
                "1-sigma of the place of entry interface over a campaign, latitude and longitude each");
        add("plant.entry.latOffsetDeg", placeDeg);
        add("plant.entry.lonOffsetDeg", placeDeg);
        add("plant.entry.bankOffsetDeg", p.scalar("scenario.dispersion.bankDeg", "deg", 0.5, 0, 30,
                "1-sigma of the bank angle at entry interface over a campaign"));
        add("plant.stage.massOffsetKg", p.scalar("scenario.dispersion.massKg", "kg", 3, 0, 100,
                "1-sigma of the mass over a campaign"));
        add("plant.capsule.centreOffsetScale", p.scalar("scenario.dispersion.centreOffset", "1", 0.01, 0, 0.5,
                "1-sigma of the relative offset of the capsule's centre of mass over a campaign"));
        add("plant.mle.exhaustVelocityScale", p.scalar("scenario.dispersion.exhaustVelocity", "1", 0.003, 0, 0.1,
                "1-sigma of the engines' relative exhaust velocity over a campaign"));
        engineSigma = p.scalar("scenario.dispersion.engineThrust", "1", 0.01, 0, 0.3,
                "1-sigma of each engine's relative thrust over a campaign");
        double sunDeg = p.scalar("scenario.dispersion.sunDeg", "deg", 1.5, 0, 30,
                "1-sigma of the sun's direction and of its height over a campaign");
        add("render.sunAzimuthDeg", sunDeg);
        add("render.sunElevationDeg", sunDeg);
        add("render.hazePerKm", p.scalar("scenario.dispersion.hazePerKm", "1/km", 0.002, 0, 0.1,
                "1-sigma of the haze over a campaign"));
        add("render.lcam.gain", p.scalar("scenario.dispersion.lcamGain", "1", 0.05, 0, 1,
                "1-sigma of the brightness of the localisation camera's pictures over a campaign"));
        addMap(p);
    }

    private void addMap(ParameterTable p) {
        double shiftM = p.scalar("scenario.dispersion.mapShiftM", "m", 7.7, 0, 500,
                "1-sigma of the place of the vehicle's map over a campaign, east and north each (dossier section 5.2)");
        add(MAP_ERROR + "eastM", shiftM);
        add(MAP_ERROR + "northM", shiftM);
        add(MAP_ERROR + "scale", p.scalar("scenario.dispersion.mapScale", "1", 2e-4, 0, 0.01,
                "1-sigma of the relative size of the vehicle's map over a campaign"));
        double turnMrad = p.scalar("scenario.dispersion.mapTurnMrad", "mrad", 0.4, 0, 15,
                "1-sigma of turn and tilts of the vehicle's map over a campaign (dossier section 5.2)");
        add(MAP_ERROR + "turnMrad", turnMrad);
        add(MAP_ERROR + "tiltEastMrad", turnMrad);
        add(MAP_ERROR + "tiltNorthMrad", turnMrad);
        double hazardM = p.scalar("scenario.dispersion.mapHazardM", "m", 2, 0, 100,
                "1-sigma of the hazard layer's place on the vehicle's map over a campaign, east and north each (dossier section 5.2)");
        add(MAP_ERROR + "hazardEastM", hazardM);
        add(MAP_ERROR + "hazardNorthM", hazardM);
        add(MAP_ERROR + "heightM", p.scalar("scenario.dispersion.mapHeightM", "m", 3.8, 0, 300,
                "1-sigma of the height of the vehicle's map over a campaign (dossier section 5.2)"));
        add(MAP_ERROR + "heightSigmaM", p.scalar("scenario.dispersion.mapHeightSigmaM", "m", 2.5, 0, 30,
                "root mean square over a campaign of the deviation of the random error of the vehicle's map's heights"));
        double sunDeg = p.scalar("scenario.dispersion.mapSunDeg", "deg", 6, 0, 19,
                "1-sigma of the map's sun against that of the site's picture over a campaign, azimuth and height each");
        add(MAP_ERROR + "sunAzimuthDeg", sunDeg);
        add(MAP_ERROR + "sunElevationDeg", sunDeg);
        add(MAP_ERROR + "albedoSigma", p.scalar("scenario.dispersion.mapAlbedo", "1", 0.03, 0, 0.15,
                "root mean square over a campaign of the relative change of the ground's brightness since the map was made"));
        add(MAP_ERROR + "missingShare", p.scalar("scenario.dispersion.mapMissing", "1", 0.005, 0, 0.3,
                "root mean square over a campaign of the share of tiles missing in the vehicle's map"));
    }

    private void add(String name, double sigmaOfName) {
        sigma.put(name, sigmaOfName);
    }

    /**
     * What the dispersed parameters are about.
     *
     * @param declarations of every parameter of a landing
     */
    public Dispersions about(Scenario scenario, Collection<ParameterTable.Declaration> declarations) {
        for (ParameterTable.Declaration d : declarations) {
            if (sigma.containsKey(d.name())) {
                nominal.put(d.name(), scenario.numbers().getOrDefault(d.name(), d.defaultValues()));
            } else if (d.name().equals("plant.mle.thrustScale")) {
                nominal.put(d.name(), scenario.numbers().getOrDefault(d.name(), d.defaultValues()));
            }
        }
        return this;
    }

    /** The seed of a case: a fixed mix of the campaign's seed and the case's number. */
    public static long caseSeed(long campaignSeed, int caseNumber) {
        return new NoiseSource(campaignSeed, "campaign.case." + caseNumber).nextLong();
    }

    /**
     * The scenario with the draws of a case on top. Normal, drawn again beyond three sigma.
     *
     * @param mapErrors whether the vehicle's map has errors; without them it is the ground's, whatever the scenario says
     */
    public Scenario draw(Scenario scenario, long caseSeed, boolean mapErrors) {
        Map<String, double[]> numbers = new TreeMap<>(scenario.numbers());
        if (!mapErrors) numbers.keySet().removeIf(name -> name.startsWith(MAP_ERROR));
        sigma.forEach((name, s) -> {
            if (!mapErrors && name.startsWith(MAP_ERROR)) return;
            NoiseSource noise = new NoiseSource(caseSeed, "campaign." + name);
            double by = s * noise.cutGaussian();
            numbers.put(name, new double[]{nominal.get(name)[0] + (SIZES.contains(name) ? Math.abs(by) : by)});
        });
        double[] thrust = nominal.get("plant.mle.thrustScale").clone();
        NoiseSource noise = new NoiseSource(caseSeed, "campaign.plant.mle.thrustScale");
        for (int i = 0; i < ENGINES && i < thrust.length; i++)
            thrust[i] *= 1 + engineSigma * noise.cutGaussian();
        numbers.put("plant.mle.thrustScale", thrust);
        return new Scenario(scenario.name(), numbers, scenario.texts());
    }
}
