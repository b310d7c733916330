package dev.skycrane.proto.site;

import dev.skycrane.proto.InputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The georeference of a plain picture: a world file of six numbers beside it (.jgw, .pgw, .tfw or .wld) and a .prj with the
 * projection as well-known text, equirectangular on a sphere or geographic.
 */
public final class WorldFile {
    private static final int LINES = 6;
    private static final long MAX_BYTES = 1 << 16;
    private static final double SPHERE_TOLERANCE = 1e-9;
    private static final Pattern SPHEROID = Pattern
            .compile("SPHEROID\\s*\\[\\s*\"[^\"]*\"\\s*,\\s*([-+0-9.eE]+)\\s*,\\s*([-+0-9.eE]+)");
    private static final Pattern PROJECTION = Pattern.compile("PROJECTION\\s*\\[\\s*\"([^\"]*)\"");

    private WorldFile() {}

    /** @throws InputException when a file is missing or says something that this house does not read */
    public static GeoReference of(Path picture) {
        double[] w = numbers(worldFile(picture));
        if (w[1] != 0 || w[2] != 0 || !(w[0] > 0) || !(w[3] < 0)) {
            throw InputException.of("map", "world", worldFile(picture), "a picture with north up and no rotation");
        }
        Path prj = sibling(picture, ".prj");
        String wkt = text(prj);
        Matcher spheroid = SPHEROID.matcher(wkt);
        if (!spheroid.find()) throw InputException.of("map", "projection", prj, "well-known text with a SPHEROID");
        double radiusM = Double.parseDouble(spheroid.group(1));
        double flattening = Double.parseDouble(spheroid.group(2));
        if (Math.abs(flattening) > SPHERE_TOLERANCE) {
            throw InputException.of("map", "flattening", flattening + " in " + prj, "a sphere, 0");
        }
        Matcher projection = PROJECTION.matcher(wkt);
        if (!projection.find()) return new GeoReference(w[4], w[5], w[0], w[3], radiusM);
        if (!projection.group(1).toLowerCase(java.util.Locale.ROOT).contains("equirectangular")) {
            throw InputException.of("map", "projection", projection.group(1) + " in " + prj, "Equirectangular");
        }
        Equirectangular e = new Equirectangular(radiusM, parameter(wkt, "standard_parallel_1"),
                parameter(wkt, "central_meridian"), parameter(wkt, "latitude_of_origin"),
                parameter(wkt, "false_easting"), parameter(wkt, "false_northing"));
        return GeoReference.ofProjected(e, w[4], w[5], w[0], w[3]);
    }

    private static double parameter(String wkt, String name) {
        Matcher m = Pattern.compile("PARAMETER\\s*\\[\\s*\"" + name + "\"\\s*,\\s*([-+0-9.eE]+)",
                Pattern.CASE_INSENSITIVE).matcher(wkt);
        return m.find() ? Double.parseDouble(m.group(1)) : 0;
    }

    private static Path worldFile(Path picture) {
        for (String suffix : List.of(".jgw", ".pgw", ".tfw", ".wld")) {
            Path candidate = sibling(picture, suffix);
            if (Files.isRegularFile(candidate)) return candidate;
        }
        throw InputException.of("map", "world", sibling(picture, ".jgw"), "a world file beside the picture");
    }

    private static double[] numbers(Path file) {
        double[] out = new double[LINES];
        String[] words = text(file).trim().split("\\s+");
        try {
            for (int i = 0; i < LINES; i++)
                out[i] = Double.parseDouble(words[i]);
            return out;
        } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
            throw new InputException("map: world=" + file + ", expected six numbers", e);
        }
    }

    private static String text(Path file) {
        try {
            if (!Files.isRegularFile(file)) throw InputException.of("map", "file", file, "a file beside the picture");
            if (Files.size(file) > MAX_BYTES) {
                throw InputException.of("map", "file", file, "at most " + MAX_BYTES + " bytes");
            }
            return Files.readString(file, java.nio.charset.StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new InputException("map: file=" + file + ", expected a readable file", e);
        }
    }

    private static Path sibling(Path picture, String suffix) {
        String name = picture.getFileName().toString();
        int dot = name.lastIndexOf('.');
        return picture.resolveSibling((dot < 0 ? name : name.substring(0, dot)) + suffix);
    }
}
