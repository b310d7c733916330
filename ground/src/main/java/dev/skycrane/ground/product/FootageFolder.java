package dev.skycrane.ground.product;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.skycrane.proto.InputException;
import java.awt.Dimension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.imageio.IIOException;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

/** Reads a folder that {@code hil film} has filled, finished or not: pictures that are not there yet are counted and left out. */
final class FootageFolder {
    private static final String INDEX = "film.json";

    private FootageFolder() {}

    /** @throws InputException for a folder that is none of {@code hil film} */
    static Footage read(Path folder) {
        Path index = folder.resolve(INDEX);
        if (!Files.isRegularFile(index))
            throw InputException.of("footage", "folder", folder, "one filled by hil film, with " + INDEX);
        try {
            JsonNode root = new ObjectMapper().readTree(Files.readAllBytes(index));
            if (root.path("format").asInt() != 1)
                throw InputException.of("footage " + index, "format", root.path("format").asText(), "1");
            List<String> notes = new ArrayList<>();
            if (root.hasNonNull("cut")) notes.add("the recording is cut: " + root.get("cut").asText());
            List<Footage.Camera> cameras = new ArrayList<>();
            for (JsonNode c : root.path("cameras")) {
                Footage.Camera camera = camera(folder, c, notes);
                if (camera != null) cameras.add(camera);
            }
            List<Footage.CallOut> callOuts = new ArrayList<>();
            for (JsonNode e : root.path("events"))
                callOuts.add(new Footage.CallOut(e.path("timeS").asDouble(), e.path("name").asText(),
                        e.path("callOut").asText()));
            return new Footage("Skycrane, scenario " + root.path("scenario").asText() + ", seed "
                    + root.path("seed").asText(), cameras, callOuts, track(root.path("track")), notes);
        } catch (IOException e) {
            throw new InputException("footage: folder=" + folder + ", expected a readable one (" + e.getMessage() + ")",
                    e);
        }
    }

    private static Footage.Camera camera(Path folder, JsonNode node, List<String> notes) throws IOException {
        String name = node.path("name").asText();
        Path place = folder.resolve(node.path("folder").asText()).normalize();
        Path rows = place.resolve("frames.csv");
        if (!place.startsWith(folder.normalize()) || !Files.isRegularFile(rows)) {
            notes.add(name + ": frames.csv=not there, expected the list of its pictures; the camera is left out");
            return null;
        }
        List<Footage.Picture> pictures = new ArrayList<>();
        int absent = 0;
        int damaged = 0;
        List<String> lines = Files.readAllLines(rows);
        String[] columns = lines.isEmpty() ? new String[0] : lines.get(0).split(",");
        for (String line : lines.subList(Math.min(1, lines.size()), lines.size())) {
            Map<String, String> about = row(columns, line.split(",", -1));
            String file = about.remove("file");
            Path picture = file == null ? null : place.resolve(file).normalize();
            if (picture == null || !picture.startsWith(place) || !Files.isRegularFile(picture)) {
                absent++;
                continue;
            }
            Dimension size = size(picture);
            if (size == null) {
                damaged++;
                continue;
            }
            pictures.add(new Footage.Picture(Double.parseDouble(about.get("timeS")), size.width, size.height, file,
                    about, () -> Files.readAllBytes(picture)));
        }
        if (damaged > 0) notes.add(name + ": damaged pictures=" + damaged + ", expected 0; left out");
        if (absent > 0)
            notes.add(name + ": pictures=" + pictures.size() + ", expected " + (pictures.size() + absent)
                    + "; hil film has not rendered the others yet");
        return pictures.isEmpty()
                ? null
                : new Footage.Camera(name, node.path("code").asText(),
                        node.path("focalPx").asDouble(Double.NaN), pictures);
    }

    /** Columns and rows by the picture's own head, or null for a file that is no picture. */
    private static Dimension size(Path picture) throws IOException {
        try (ImageInputStream in = ImageIO.createImageInputStream(picture.toFile())) {
            Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
            if (!readers.hasNext()) return null;
            ImageReader reader = readers.next();
            try {
                reader.setInput(in);
                return new Dimension(reader.getWidth(0), reader.getHeight(0));
            } catch (IIOException broken) {
                return null;
            } finally {
                reader.dispose();
            }
        }
    }

    private static Map<String, String> row(String[] columns, String[] cells) {
        Map<String, String> row = new LinkedHashMap<>();
        for (int i = 0; i < Math.min(columns.length, cells.length); i++)
            row.put(columns[i], cells[i]);
        return row;
    }

    private static Footage.Track track(JsonNode node) {
        int n = node.path("timeS").size();
        String[] phases = new String[n];
        for (int i = 0; i < n; i++)
            phases[i] = node.path("phase").path(i).asText();
        return new Footage.Track(numbers(node.path("timeS"), n), numbers(node.path("altitudeAglM"), n),
                numbers(node.path("speedMps"), n), phases);
    }

    private static double[] numbers(JsonNode array, int n) {
        double[] out = new double[n];
        for (int i = 0; i < n; i++)
            out[i] = array.path(i).asDouble(Double.NaN);
        return out;
    }
}
