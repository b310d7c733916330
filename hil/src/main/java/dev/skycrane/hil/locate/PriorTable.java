package dev.skycrane.hil.locate;

import dev.skycrane.flight.geometry.Quat;
import dev.skycrane.proto.InputException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Table of what is believed before localisation, one row per picture: columns {@code image, latDeg, lonDeg, heightM, quaternion} and,
 * optional, {@code sigmaEastM, sigmaNorthM, sigmaUpM, sigmaAttitudeDeg}. The quaternion is four numbers w x y z, separated by blanks,
 * that turn the camera's axes (x right, y down, z forward) into the planet-fixed ones; four columns {@code qw, qx, qy, qz} do as well.
 * Height is above the areoid of the map. A table of fixes is a table of priors too; its rows without a position are skipped.
 */
final class PriorTable {
    private static final double DEFAULT_SIGMA_M = 1850;
    private static final double DEFAULT_SIGMA_UP_SHARE = 0.02;
    private static final double DEFAULT_SIGMA_ATTITUDE_DEG = 1;

    /** @param qFixedFromCamera planet-fixed from camera axes */
    record Prior(double latDeg, double lonDeg, double heightM, Quat qFixedFromCamera, double sigmaEastM,
            double sigmaNorthM, double sigmaUpM, double sigmaAttitudeDeg) {}

    private final Map<String, Prior> priors = new LinkedHashMap<>();

    /** @param groundHeightM height of the ground about the target: where the default height error counts from */
    static PriorTable read(Path file, double groundHeightM) {
        List<String> lines;
        try {
            lines = Files.readAllLines(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new InputException("priors: file=" + file + ", expected a readable CSV table", e);
        }
        if (lines.isEmpty()) throw InputException.of("priors", "file", file, "a CSV table with a header");
        Map<String, Integer> columns = new LinkedHashMap<>();
        String[] header = lines.get(0).replace("\uFEFF", "").split(",", -1);
        for (int i = 0; i < header.length; i++)
            columns.put(header[i].trim().toLowerCase(Locale.ROOT).replace("_", ""), i);
        for (String needed : new String[]{"image", "latdeg", "londeg", "heightm"}) {
            if (!columns.containsKey(needed)) {
                throw InputException.of("priors", "header", lines.get(0),
                        "columns image, latDeg, lonDeg, heightM, quaternion");
            }
        }
        PriorTable table = new PriorTable();
        for (int i = 1; i < lines.size(); i++) {
            if (lines.get(i).isBlank()) continue;
            Row row = new Row(columns, lines.get(i).split(",", -1), i + 1);
            if (row.text("latdeg").isEmpty()) continue;
            table.priors.put(row.text("image"), row.prior(groundHeightM));
        }
        return table;
    }

    /**
     * The prior of a picture; one for the same name with another ending does too, since pictures are converted.
     *
     * @return null when the picture has none
     */
    Prior of(String image) {
        Prior exact = priors.get(image);
        if (exact != null) return exact;
        List<Prior> same = priors.entrySet().stream().filter(e -> stem(e.getKey()).equals(stem(image)))
                .map(Map.Entry::getValue).toList();
        return same.size() == 1 ? same.get(0) : null;
    }

    private static String stem(String image) {
        int dot = image.lastIndexOf('.');
        return dot < 0 ? image : image.substring(0, dot);
    }

    private record Row(Map<String, Integer> columns, String[] cells, int line) {
        String text(String column) {
            Integer k = columns.get(column);
            return k == null || k >= cells.length ? "" : cells[k].trim();
        }

        double number(String column, double fallback, double min, double max) {
            String t = text(column);
            if (t.isEmpty() && !Double.isNaN(fallback)) return fallback;
            return parse(column, t, min, max);
        }

        double parse(String column, String t, double min, double max) {
            double x;
            try {
                x = Double.parseDouble(t);
            } catch (NumberFormatException e) {
                x = Double.NaN;
            }
            if (x >= min && x <= max) return x;
            throw InputException.of("priors", column, t + " in line " + line, "a number from " + min + " to " + max);
        }

        Prior prior(double groundHeightM) {
            double none = Double.NaN;
            double heightM = number("heightm", none, -20000, 1e6);
            double above = Math.max(10, heightM - groundHeightM);
            return new Prior(number("latdeg", none, -90, 90), number("londeg", none, -180, 360), heightM, quaternion(),
                    number("sigmaeastm", DEFAULT_SIGMA_M, 0.01, 1e5), number("sigmanorthm", DEFAULT_SIGMA_M, 0.01, 1e5),
                    number("sigmaupm", DEFAULT_SIGMA_UP_SHARE * above, 0.01, 1e5),
                    number("sigmaattitudedeg", DEFAULT_SIGMA_ATTITUDE_DEG, 0.001, 45));
        }

        private Quat quaternion() {
            double[] q = new double[4];
            String all = text("quaternion");
            String[] parts = all.isEmpty()
                    ? new String[]{text("qw"), text("qx"), text("qy"), text("qz")}
                    : all.split("\\s+");
            if (parts.length != 4) {
                throw InputException.of("priors", "quaternion", all + " in line " + line, "four numbers w x y z");
            }
            double square = 0;
            for (int i = 0; i < 4; i++) {
                q[i] = parse("quaternion", parts[i], -1.01, 1.01);
                square += q[i] * q[i];
            }
            if (!(Math.abs(square - 1) < 0.05)) {
                throw InputException.of("priors", "quaternion", all + " in line " + line, "unit length");
            }
            return new Quat(q[0], q[1], q[2], q[3]).normalize();
        }
    }
}
