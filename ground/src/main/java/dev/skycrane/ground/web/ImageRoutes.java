package dev.skycrane.ground.web;

import dev.skycrane.ground.picture.Pictures;
import dev.skycrane.ground.station.ImageEntry;
import dev.skycrane.ground.station.Track;
import dev.skycrane.proto.v1.ImageInfo;
import dev.skycrane.proto.v1.LandmarkMatches;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Pictures as telemetry: what there is of each, the pictures, and what the vehicle knew when it took them. */
final class ImageRoutes {
    private static final Route.Param TRACK = Route.param("track", "id of the track, default the first");
    private static final int MAX_IMAGES = 10_000;
    private static final String FOREVER = "public, max-age=31536000, immutable";

    private ImageRoutes() {}

    static List<Route> routes() {
        return List.of(
                Route.get("/api/images", "Cameras and how complete their pictures are.", Answers.Cameras.class,
                        ImageRoutes::cameras, TRACK),
                Route.get("/api/images/{camera}", "Pictures of a camera in order of exposure, incomplete ones too.",
                        Answers.Images.class, ImageRoutes::images, Route.param("from", "exposure, on-board seconds"),
                        Route.param("to", "exposure, on-board seconds, inclusive"), Route.param("limit",
                                "most pictures, default 500"),
                        Route.param("order", "desc keeps the newest"), TRACK),
                Route.get("/api/images/{camera}/{image}", "One picture's facts, with pose and localisation.",
                        Answers.Sidecar.class, ImageRoutes::sidecar, TRACK),
                Route.get("/api/images/{camera}/{image}/full", "The picture, JPEG or PNG; raw ones become PNG.", null,
                        ImageRoutes::full, TRACK),
                Route.get("/api/images/{camera}/{image}/thumb", "The picture small, JPEG.", null, ImageRoutes::thumb,
                        TRACK));
    }

    private static Object cameras(Call call) {
        Track track = call.track();
        List<Answers.CameraState> cameras = new ArrayList<>();
        for (String name : track.images().cameras()) {
            int seen = 0;
            int complete = 0;
            String segment = "";
            for (ImageEntry e : track.images().all(name)) {
                if (!visible(track, e)) continue;
                seen++;
                if (e.isComplete()) complete++;
                segment = Words.segment(e);
            }
            ImageEntry latest = track.images().latest(name, track.visibleNs());
            cameras.add(new Answers.CameraState(name, segment, seen, complete, seen - complete,
                    latest == null ? null : Words.image(track, latest)));
        }
        return new Answers.Cameras(track.id(), cameras);
    }

    private static boolean visible(Track track, ImageEntry e) {
        return e.availableNs() <= track.visibleNs();
    }

    private static Object images(Call call) {
        Track track = call.track();
        long from = call.fromNs();
        long to = call.toNs(track);
        int limit = call.whole("limit", 500, MAX_IMAGES);
        List<ImageEntry> all = new ArrayList<>(track.images().all(call.path("camera")));
        if (call.newest()) Collections.reverse(all);
        List<Answers.Image> found = new ArrayList<>();
        boolean truncated = false;
        for (ImageEntry e : all) {
            long ns = e.info().getExposureNs();
            if (ns < from || ns > to || !visible(track, e)) continue;
            truncated = found.size() == limit;
            if (truncated) break;
            found.add(Words.image(track, e));
        }
        if (call.newest()) Collections.reverse(found);
        return new Answers.Images(track.id(), truncated, found);
    }

    private static ImageEntry entry(Call call, Track track) {
        String camera = call.path("camera");
        String number = call.path("image");
        try {
            ImageEntry e = track.images().find(camera, Integer.parseUnsignedInt(number));
            if (e != null && visible(track, e)) return e;
        } catch (NumberFormatException e) {
            // said below
        }
        throw new NotThereException("image", camera + "/" + number, "one of those in /api/images/" + camera);
    }

    private static Object sidecar(Call call) throws IOException {
        Track track = call.track();
        return sidecar(track, entry(call, track));
    }

    static Answers.Sidecar sidecar(Track track, ImageEntry e) throws IOException {
        double[] row = new double[ChannelPlaces.count()];
        long ns = track.columns().rowAt(e.info().getExposureNs(), row);
        Map<String, Double> pose = new LinkedHashMap<>();
        Map<String, Double> vision = new LinkedHashMap<>();
        for (int i = 0; i < row.length && ns != Long.MIN_VALUE; i++) {
            String name = ChannelPlaces.channel(i).name();
            if (name.startsWith("nav.")) pose.put(name, row[i]);
            if (name.startsWith("trn.")) vision.put(name, row[i]);
        }
        LandmarkMatches matches = track.landmarks().find(e.info().getCamera(), e.info().getExposureTick(), track
                .visibleNs());
        return new Answers.Sidecar(Words.image(track, e), pose, vision, matches == null
                ? null
                : Words.matches(track, matches));
    }

    private static byte[] bytes(Call call, Track track, ImageEntry e) throws IOException {
        byte[] bytes = track.images().bytes(e);
        if (bytes == null)
            throw new NotThereException("image", call.path("camera") + "/" + call.path("image"), e.isComplete()
                    ? "one that is kept or recorded"
                    : "a complete one, " + e.received() + " of " + e.info().getChunkCount() + " chunks are here");
        return bytes;
    }

    private static Object full(Call call) throws IOException {
        Track track = call.track();
        ImageEntry e = entry(call, track);
        ImageInfo info = e.info();
        byte[] bytes = bytes(call, track, e);
        write(call.context(), Pictures.encoded(info, bytes), Pictures.mediaType(info));
        return null;
    }

    private static Object thumb(Call call) throws IOException {
        Track track = call.track();
        ImageEntry e = entry(call, track);
        write(call.context(), Pictures.thumb(e.info(), bytes(call, track, e)), "image/jpeg");
        return null;
    }

    private static void write(Context context, byte[] picture, String type) {
        // the run stands in the address: what it names never changes
        boolean named = context.queryParam("run") != null;
        context.header("Cache-Control", named ? FOREVER : "no-cache").contentType(type).result(picture);
    }
}
