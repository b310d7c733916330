package dev.skycrane.ground.panorama;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.skycrane.ground.picture.Bands;
import dev.skycrane.proto.InputException;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import javax.imageio.ImageIO;

/**
 * The frames of a panorama, from a folder of pictures and, where somebody wrote it down, a JSON with their pointings:
 * {@code {"fov_deg": 45, "frames": [{"file": "a.png", "az_deg": 70, "el_deg": -19, "roll_deg": 0}]}}; {@code focal_px} may
 * stand instead of {@code fov_deg}. A picture that cannot be read or is of another size than the rest is left out and said to be.
 *
 * @param frames in the order of the JSON, or of the names
 * @param lens of all of them; its focal length is 0 when nobody said
 */
record FrameSet(List<Frame> frames, Lens lens) {
    /** Name of the pointings that are taken without asking. */
    static final String POINTINGS = "frames.json";

    /**
     * Reads a set.
     *
     * @param source folder of pictures, or the JSON beside them
     * @param pointings the JSON, or null: {@value #POINTINGS} in the folder if it is there
     * @param fieldDeg horizontal field of view, deg; 0: as the JSON says, or unknown
     * @throws InputException when less than one picture remains, or the JSON is none
     */
    static FrameSet read(Path source, Path pointings, double fieldDeg, PrintWriter log) {
        boolean folder = Files.isDirectory(source);
        if (!folder && !Files.isRegularFile(source)) {
            throw InputException.of("panorama", "source", source, "a folder of pictures or a JSON of their pointings");
        }
        Path json = pointings;
        if (json == null && !folder) json = source;
        if (json == null && Files.exists(source.resolve(POINTINGS))) json = source.resolve(POINTINGS);
        JsonNode said = json == null ? null : parse(json);
        List<Frame> frames = new ArrayList<>();
        for (Entry e : said == null
                ? pictures(source)
                : entries(said, json, folder ? source : json.resolveSibling(""))) {
            Frame frame = frame(e, log);
            if (frame == null) continue;
            if (!frames.isEmpty() && !sameSize(frame, frames.get(0))) {
                log.printf(Locale.ROOT, "warning: %s left out: %d x %d, the others are %d x %d%n", e.name,
                        frame.width(),
                        frame.height(), frames.get(0).width(), frames.get(0).height());
                continue;
            }
            frames.add(frame);
        }
        if (frames.isEmpty()) throw InputException.of("panorama", "pictures", "0 in " + source, "at least one");
        return new FrameSet(frames, new Lens(focalPx(said, json, fieldDeg, frames.get(0).width()), 0));
    }

    private record Entry(String name, Path file, Pointing pointing) {}

    private static boolean sameSize(Frame a, Frame b) {
        return a.width() == b.width() && a.height() == b.height();
    }

    private static JsonNode parse(Path json) {
        try {
            JsonNode said = new ObjectMapper().readTree(json.toFile());
            if (said != null && said.path("frames").isArray()) return said;
        } catch (IOException e) {
            throw new InputException("pointings: file=" + json + ", expected JSON with a list \"frames\"", e);
        }
        throw InputException.of("pointings", "file", json, "JSON with a list \"frames\"");
    }

    private static List<Entry> pictures(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files
                    .filter(f -> f.getFileName().toString().toLowerCase(Locale.ROOT)
                            .matches(".*\\.(png|jpe?g|gif|bmp|tiff?|pgm)"))
                    .sorted().map(f -> new Entry(f.getFileName().toString(), f, new Pointing(0, 0, 0, false))).toList();
        } catch (IOException e) {
            throw new InputException("panorama: source=" + folder + ", expected a readable folder", e);
        }
    }

    private static List<Entry> entries(JsonNode said, Path json, Path folder) {
        List<Entry> out = new ArrayList<>();
        for (JsonNode f : said.path("frames")) {
            String name = f.path("file").asText("");
            if (name.isEmpty())
                throw InputException.of("pointings", "frames[" + out.size() + "].file", f.path("file"), "a file name");
            boolean known = f.has("az_deg") && f.has("el_deg");
            out.add(new Entry(name, folder.resolve(name),
                    new Pointing(angle(f, "az_deg", json), angle(f, "el_deg", json),
                            angle(f, "roll_deg", json), known)));
        }
        return out;
    }

    private static double angle(JsonNode frame, String name, Path json) {
        JsonNode value = frame.path(name);
        if (value.isMissingNode()) return 0;
        if (!value.isNumber() || Math.abs(value.asDouble()) > 720) {
            throw InputException.of("pointings", name, value + " in " + json, "an angle in degrees");
        }
        return Math.toRadians(value.asDouble());
    }

    private static double focalPx(JsonNode said, Path json, double fieldDeg, int widthPx) {
        if (fieldDeg > 0) return Lens.focalPx(widthPx, fieldDeg);
        if (said == null) return 0;
        if (said.has("focal_px")) return positive(said, "focal_px", json, 1e6);
        return said.has("fov_deg") ? Lens.focalPx(widthPx, positive(said, "fov_deg", json, 170)) : 0;
    }

    private static double positive(JsonNode said, String name, Path json, double most) {
        double v = said.path(name).asDouble(Double.NaN);
        if (!(v > 0 && v <= most)) {
            throw InputException.of("pointings", name, said.path(name) + " in " + json,
                    "a number above 0, at most " + most);
        }
        return v;
    }

    private static Frame frame(Entry e, PrintWriter log) {
        BufferedImage image = null;
        try {
            if (Files.isRegularFile(e.file)) image = ImageIO.read(e.file.toFile());
        } catch (IOException | RuntimeException broken) {
            // the readers throw either for a damaged file; what matters is below
        }
        if (image == null) {
            log.printf(Locale.ROOT, "warning: %s left out: not there or no picture that can be read%n", e.name);
            return null;
        }
        return new Frame(e.name, Bands.of(image), e.pointing);
    }
}
