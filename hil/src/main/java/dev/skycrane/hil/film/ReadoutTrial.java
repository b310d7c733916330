package dev.skycrane.hil.film;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.skycrane.flight.core.CameraId;
import dev.skycrane.flight.core.ParameterTable;
import dev.skycrane.flight.trn.SiteMap;
import dev.skycrane.ground.command.GroundMain;
import dev.skycrane.hil.render.CameraRenderer;
import dev.skycrane.hil.scenario.Scenario;
import dev.skycrane.hil.terrain.Rows;
import dev.skycrane.hil.terrain.Sun;
import dev.skycrane.proto.v1.RunHeader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Locale;
import java.util.SplittableRandom;
import picocli.CommandLine;

/**
 * One trial of the read-outs: a descent is flown, its inflation and the fall of its heat shield are filmed, once with a spring that comes off and once
 * without, and {@code ground analyse} reads the pictures. How long the canopy takes to fill is drawn from the seed, so that no constant will do.
 */
final class ReadoutTrial {
    private static final double AFTER_SHIELD_S = 13;
    private static final double BEFORE_MORTAR_S = 0.2;
    private static final double AFTER_MORTAR_S = 3.4;
    private static final double SHORTEST_S = 0.45;
    private static final double LONGEST_S = 0.85;

    private final Scenario scenario;
    private final SiteMap site;
    private final Sun sun;
    private final Quality quality;
    private final double inflationHz;
    private final double shieldHz;
    private final Path folder;

    /** What came of it; times in s, not a number where nothing was read. */
    record Result(long seed, double plantS, double trueS, double measuredS, double sigmaS, int withSpring, int onSpring,
            int withoutSpring) {
        static final String HEADER = "seed,plantS,trueS,measuredS,sigmaS,flaggedWithSpring,framesOnTheSpring,flaggedWithout";

        String row() {
            return String.format(Locale.ROOT, "%d,%.4f,%.4f,%.4f,%.4f,%d,%d,%d", seed, plantS, trueS, measuredS, sigmaS,
                    withSpring, onSpring, withoutSpring);
        }

        static Result of(String row) {
            String[] c = row.split(",");
            return new Result(Long.parseLong(c[0]), Double.parseDouble(c[1]), Double.parseDouble(c[2]),
                    Double.parseDouble(
                            c[3]),
                    Double.parseDouble(c[4]), Integer.parseInt(c[5]), Integer.parseInt(c[6]), Integer.parseInt(c[7]));
        }

        double errorS() {
            return measuredS - trueS;
        }
    }

    /** @param folder for pictures and analyses */
    ReadoutTrial(Scenario scenario, SiteMap site, Sun sun, Quality quality, double inflationHz, double shieldHz,
            Path folder) {
        this.scenario = scenario;
        this.site = site;
        this.sun = sun;
        this.quality = quality;
        this.inflationHz = inflationHz;
        this.shieldHz = shieldHz;
        this.folder = folder;
    }

    Result run(long seed, int threads) throws IOException {
        double plantS = SHORTEST_S + (LONGEST_S - SHORTEST_S) * new SplittableRandom(seed).nextDouble();
        Scenario filling = scenario.withNumber("vehicle.parachute.inflationS", plantS);
        Path place = folder.resolve(String.format(Locale.ROOT, "seed-%d", seed));
        JsonNode with = readings(filling.withNumber("plant.heatShield.looseSpring", 1), seed, place.resolve("spring"),
                true,
                threads);
        JsonNode without = readings(filling.withNumber("plant.heatShield.looseSpring", 0), seed, place.resolve("none"),
                false,
                threads);
        JsonNode inflation = with.path("inflation");
        int on = 0;
        for (JsonNode thing : with.path("heatShield").path("things"))
            on = Math.max(on, thing.path("framesOnTheSpring").asInt());
        return new Result(seed, plantS, inflation.path("truth").path("durationS").asDouble(Double.NaN), inflation.path(
                "durationS").asDouble(Double.NaN), inflation.path("durationSigmaS").asDouble(Double.NaN), things(with),
                on,
                things(without));
    }

    /** How many things were flagged; -1 when the shield could not be read. */
    private static int things(JsonNode analysis) {
        return analysis.has("heatShield") ? analysis.path("heatShield").path("things").size() : -1;
    }

    private JsonNode readings(Scenario flown, long seed, Path place, boolean inflation, int threads)
            throws IOException {
        ParameterTable p = FilmCommand.sized(flown.parameters(), quality);
        TruthTrack track = ShortDescent.fly(p, site, seed, AFTER_SHIELD_S);
        CameraRenderer renderer = new CameraRenderer(p, site, sun, seed, Rows.sequential());
        RunHeader header = RunHeader.newBuilder().setScenario(flown.name()).setSeed(seed).build();
        if (inflation) {
            double mortarS = time(track, "PARACHUTE_DEPLOY");
            film(track, renderer, header, CameraId.PUC_A, inflationHz, mortarS - BEFORE_MORTAR_S,
                    mortarS + AFTER_MORTAR_S, place
                            .resolve("inflation"),
                    threads);
        }
        double releaseS = time(track, "HEAT_SHIELD_SEPARATION");
        film(track, renderer, header, CameraId.RDC, shieldHz, releaseS, releaseS + AFTER_SHIELD_S,
                place.resolve("shield"),
                threads);
        return analysed(place, inflation);
    }

    private static double time(TruthTrack track, String event) {
        return track.events().stream().filter(e -> e.name().equals(event))
                .mapToDouble(e -> dev.skycrane.flight.core.Tick
                        .toSeconds(e.tick()))
                .findFirst().orElseThrow();
    }

    private void film(TruthTrack track, CameraRenderer renderer, RunHeader header, CameraId camera, double rateHz,
            double fromS, double toS, Path place, int threads) throws IOException {
        Quality chosen = quality.with(rateHz);
        FilmPlan plan = new FilmPlan(track, chosen, EnumSet.of(camera), fromS, toS);
        Files.createDirectories(place);
        FilmIndex index = new FilmIndex(track, renderer, chosen);
        index.write(place, header, plan, null, false);
        FilmJob job = new FilmJob(track, renderer, chosen, place);
        job.render(job.missing(plan), threads, shot -> {});
        index.write(place, header, plan, null, true);
    }

    /** What {@code ground analyse} makes of the pictures, as a user would run it. */
    private static JsonNode analysed(Path place, boolean inflation) throws IOException {
        Path out = place.resolve("analysis");
        StringWriter errors = new StringWriter();
        CommandLine line = GroundMain.commandLine();
        line.setOut(new PrintWriter(new StringWriter()));
        line.setErr(new PrintWriter(errors));
        Path shield = place.resolve("shield");
        int code = inflation
                ? line.execute("analyse", place.resolve("inflation").toString(), shield.toString(), "--only",
                        "inflation,shield",
                        "--out", out.toString())
                : line.execute("analyse", shield.toString(), "--only", "shield", "--out", out.toString());
        if (code == 2) throw new IOException("analyse: " + errors.toString().trim());
        return new ObjectMapper().readTree(out.resolve("analysis.json").toFile());
    }
}
