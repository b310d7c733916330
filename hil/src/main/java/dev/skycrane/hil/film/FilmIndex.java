package dev.skycrane.hil.film;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skycrane.flight.core.CameraId;
import dev.skycrane.flight.core.Tick;
import dev.skycrane.flight.geometry.EnuFrame;
import dev.skycrane.flight.geometry.Quat;
import dev.skycrane.flight.geometry.Vec3;
import dev.skycrane.hil.plant.Truth;
import dev.skycrane.hil.render.CameraRenderer;
import dev.skycrane.hil.render.Instant;
import dev.skycrane.proto.v1.RunHeader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What stands beside the pictures: {@code film.json} for the landing, {@code frames.csv} for each camera. */
final class FilmIndex {
    static final String FILE = "film.json";
    static final int FORMAT = 1;
    private static final int TRACK_TICKS = Tick.RATE_HZ / 8;
    private static final String HEADER = "file,image,timeS,exposureS,phase,altitudeAglM,speedMps,"
            + "rXM,rYM,rZM,qW,qX,qY,qZ,vehicleQW,vehicleQX,vehicleQY,vehicleQZ,"
            + "canopyInflation,canopyArea,shieldU,shieldV,shieldRangeM,springU,springV,springRangeM,throttle\n";

    private final TruthTrack track;
    private final CameraRenderer renderer;
    private final Quality quality;

    FilmIndex(TruthTrack track, CameraRenderer renderer, Quality quality) {
        this.track = track;
        this.renderer = renderer;
        this.quality = quality;
    }

    /** Writes both for a whole plan. @param finished whether every picture is there */
    void write(Path folder, RunHeader header, FilmPlan plan, String cut, boolean finished) throws IOException {
        write(folder, header, plan.shots(), cut, finished);
    }

    /** Writes both. @param shots of each camera, to be listed @param finished whether every picture is there */
    void write(Path folder, RunHeader header, Map<CameraId, List<FilmPlan.Shot>> shots, String cut, boolean finished)
            throws IOException {
        ObjectMapper json = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
        ObjectNode root = json.createObjectNode();
        root.put("format", FORMAT).put("run", Long.toUnsignedString(header.getRunId(), 16))
                .put("scenario", header.getScenario()).put("seed", header.getSeed()).put("quality", quality.label())
                .put("rates", quality.rates())
                .put("finished", finished).put("cut", cut);
        ArrayNode cameras = root.putArray("cameras");
        for (Map.Entry<CameraId, List<FilmPlan.Shot>> e : shots.entrySet()) {
            if (e.getValue().isEmpty()) continue;
            camera(cameras.addObject(), e.getKey(), e.getValue());
            Path place = Files.createDirectories(folder.resolve(e.getKey().name()));
            if (!finished) replace(place.resolve("frames.csv"), frames(e.getValue()));
        }
        ArrayNode events = root.putArray("events");
        for (TruthTrack.Event e : track.events())
            events.addObject().put("timeS", Tick.toSeconds(e.tick())).put("name", e.name()).put("callOut", e.callOut());
        track(root.putObject("track"));
        replace(folder.resolve(FILE), json.writeValueAsString(root));
    }

    private void camera(ObjectNode node, CameraId camera, List<FilmPlan.Shot> shots) {
        boolean lcam = camera == CameraId.LCAM;
        node.put("name", camera.name()).put("code", FrameNames.code(camera)).put("folder", camera.name())
                .put("widthPx", lcam ? 1024 : quality.widthPx()).put("heightPx", lcam ? 1024 : quality.heightPx())
                .put("frames", shots.size()).put("firstS", shots.get(0).timeS())
                .put("lastS", shots.get(shots.size() - 1).timeS());
        if (!lcam) node.put("focalPx", renderer.focalPx(camera));
    }

    private void track(ObjectNode node) {
        ArrayNode time = node.putArray("timeS");
        ArrayNode altitude = node.putArray("altitudeAglM");
        ArrayNode speed = node.putArray("speedMps");
        ArrayNode vertical = node.putArray("sinkMps");
        ArrayNode phase = node.putArray("phase");
        for (long tick = track.firstTick(); tick <= track.lastTick(); tick += TRACK_TICKS) {
            Truth t = track.truth(tick);
            Vec3 v = t.roverOnBridle || t.wheelsOnGround ? t.roverVMcmfMps : t.vMcmfMps;
            EnuFrame enu = new EnuFrame().set(t.rMcmfM);
            time.add(Tick.toSeconds(tick));
            altitude.add(rounded(t.backshellFree ? Math.max(0, t.wheelHeightM) : t.altitudeAglM));
            speed.add(rounded(v.norm()));
            vertical.add(rounded(-enu.up().dot(v)));
            phase.add(track.phase(tick).name());
        }
    }

    private static double rounded(double v) {
        return Math.rint(v * 1e3) / 1e3;
    }

    private String frames(List<FilmPlan.Shot> shots) {
        StringBuilder csv = new StringBuilder(HEADER);
        for (FilmPlan.Shot shot : shots)
            row(shot, csv);
        return csv.toString();
    }

    private void row(FilmPlan.Shot shot, StringBuilder csv) {
        Instant now = track.at(shot.timeS() + 0.5 * shot.exposureS());
        Truth t = now.truth();
        Vec3 r = new Vec3();
        Quat q = new Quat();
        boolean lcam = shot.camera() == CameraId.LCAM;
        if (lcam) {
            r.set(t.rMcmfM);
            q.set(t.qMcmfFromBody);
        } else {
            renderer.pose(shot.camera(), t, r, q);
        }
        double throttle = 0;
        for (double one : t.mleThrust)
            throttle += one;
        csv.append(String.format(Locale.ROOT, "%s,%d,%.6f,%.6f,%s,%.3f,%.3f,%.4f,%.4f,%.4f,%.8f,%.8f,%.8f,%.8f,",
                FrameNames.of(shot), shot.image(), shot.timeS(), shot.exposureS(), track.phase(shot.tick()).name(),
                t.altitudeAglM, t.vMcmfMps.norm(), r.x, r.y, r.z, q.w, q.x, q.y, q.z));
        Quat b = t.qMcmfFromBody;
        csv.append(String.format(Locale.ROOT, "%.8f,%.8f,%.8f,%.8f,%.5f,%.5f,", b.w, b.x, b.y, b.z,
                t.canopyOut ? t.canopyInflation : 0, CameraRenderer.canopyArea(now)));
        csv.append(seen(shot.camera(), t.heatShieldFree, t.heatShieldRMcmfM, r, q)).append(',')
                .append(seen(shot.camera(), t.springFree, t.springRMcmfM, r, q))
                .append(String.format(Locale.ROOT, ",%.4f%n", throttle).replace("\r", ""));
    }

    /** Place in the picture, px from the top left pixel's middle, and range, m; empty for what is not there or behind the camera. */
    private String seen(CameraId camera, boolean there, Vec3 place, Vec3 r, Quat q) {
        if (!there || camera == CameraId.LCAM) return ",,";
        Vec3 d = new Vec3().difference(place, r);
        double range = d.norm();
        q.rotateInverse(d, d);
        if (d.z <= 0) return ",,";
        double f = renderer.focalPx(camera);
        return String.format(Locale.ROOT, "%.2f,%.2f,%.3f", 0.5 * (quality.widthPx() - 1) + f * d.x / d.z,
                0.5 * (quality.heightPx() - 1) + f * d.y / d.z, range);
    }

    private static void replace(Path file, String text) throws IOException {
        Path part = file.resolveSibling(file.getFileName() + ".part");
        Files.writeString(part, text);
        Files.move(part, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }
}
