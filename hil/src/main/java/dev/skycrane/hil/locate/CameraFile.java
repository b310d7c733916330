package dev.skycrane.hil.locate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.skycrane.flight.core.ParameterTable;
import dev.skycrane.flight.geometry.Vec3;
import dev.skycrane.flight.trn.CahvoreCamera;
import dev.skycrane.flight.trn.CameraModel;
import dev.skycrane.flight.trn.MountedCamera;
import dev.skycrane.flight.trn.PinholeCamera;
import dev.skycrane.proto.InputException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Camera model from a JSON file: {@code {"type": "CAHVORE", "image_size": [w, h], "C": [...], "A": ..., "H": ..., "V": ..., "O": ...,
 * "R": ..., "E": ...}} (fish-eye, linearity 0) or {@code {"type": "pinhole", "image_size": [w, h], "fx": ..., "fy": ..., "cx": ...,
 * "cy": ..., "distortion": [k1, k2, p1, p2, k3]}}.
 */
final class CameraFile {
    private static final int MAX_SIDE = 4096;

    private CameraFile() {}

    /** @param file null for the flown LCAM */
    static CameraModel read(Path file) {
        if (file == null) return MountedCamera.lcam(new ParameterTable()).model;
        JsonNode json;
        try {
            json = new ObjectMapper().readTree(file.toFile());
        } catch (IOException e) {
            throw new InputException("camera: file=" + file + ", expected a readable JSON camera model", e);
        }
        if (json == null || !json.isObject()) throw InputException.of("camera", "file", file, "a JSON object");
        int w = (int) number(json.path("image_size").path(0), "image_size[0]", 64, MAX_SIDE);
        int h = (int) number(json.path("image_size").path(1), "image_size[1]", 64, MAX_SIDE);
        String type = json.path("type").asText("").toLowerCase(Locale.ROOT);
        try {
            return switch (type) {
                case "cahvore" -> new CahvoreCamera(w, h,
                        new CahvoreCamera.Vectors(vector(json, "C"), vector(json, "A"),
                                vector(json, "H"), vector(json, "V"), vector(json, "O"), vector(json, "R"),
                                vector(json, "E")));
                case "pinhole" -> pinhole(json, w, h);
                default -> throw InputException.of("camera", "type", type, "CAHVORE or pinhole");
            };
        } catch (IllegalArgumentException e) {
            throw new InputException(e.getMessage(), e);
        }
    }

    private static CameraModel pinhole(JsonNode json, int w, int h) {
        double[] k = new double[4];
        String[] names = {"fx", "fy", "cx", "cy"};
        for (int i = 0; i < 4; i++)
            k[i] = number(json.path(names[i]), names[i], i < 2 ? 1 : -1e5, 1e5);
        double[] d = new double[5];
        for (int i = 0; i < json.path("distortion").size() && i < 5; i++)
            d[i] = number(json.path("distortion").path(i), "distortion[" + i + "]", -100, 100);
        return new PinholeCamera(w, h, k, d);
    }

    private static Vec3 vector(JsonNode json, String name) {
        JsonNode v = json.path(name);
        if (v.size() != 3) throw InputException.of("camera", name, v.isMissingNode() ? "nothing" : v, "three numbers");
        return new Vec3(number(v.path(0), name, -1e6, 1e6), number(v.path(1), name, -1e6, 1e6),
                number(v.path(2), name, -1e6, 1e6));
    }

    private static double number(JsonNode node, String name, double min, double max) {
        if (!node.isNumber() || !(node.asDouble() >= min && node.asDouble() <= max)) {
            throw InputException.of("camera", name, node.isMissingNode() ? "nothing" : node,
                    "a number from " + min + " to " + max);
        }
        return node.asDouble();
    }
}
