package dev.skycrane.hil.scenario;

import dev.skycrane.flight.core.ParameterTable;
import dev.skycrane.hil.noise.NoiseSource;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * How a campaign's cases differ from their scenario beyond what plant and sensors draw from the seed themselves (density, winds, drag of
 * capsule and parachute, every sensor, navigation's first state): entry state, mass, trim, engines and light. All are
 * overrides of what the plant alone reads; the flight software keeps its nominal knowledge.
 *
 * <p>Sources: the flight-path angle's delivery is published (0.0515 deg, 3 sigma, entry state file OD201, dossier section 1.3). The
 * others are our choice of a plausible size; no source is known.
 */
public final class Dispersions {
    private static final int ENGINES = 8;

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

    /** The scenario with the draws of a case on top. Normal, drawn again beyond three sigma. */
    public Scenario draw(Scenario scenario, long caseSeed) {
        Map<String, double[]> numbers = new TreeMap<>(scenario.numbers());
        sigma.forEach((name, s) -> {
            NoiseSource noise = new NoiseSource(caseSeed, "campaign." + name);
            numbers.put(name, new double[]{nominal.get(name)[0] + s * noise.cutGaussian()});
        });
        double[] thrust = nominal.get("plant.mle.thrustScale").clone();
        NoiseSource noise = new NoiseSource(caseSeed, "campaign.plant.mle.thrustScale");
        for (int i = 0; i < ENGINES && i < thrust.length; i++)
            thrust[i] *= 1 + engineSigma * noise.cutGaussian();
        numbers.put("plant.mle.thrustScale", thrust);
        return new Scenario(scenario.name(), numbers, scenario.texts());
    }
}
