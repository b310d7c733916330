package dev.skycrane.ground.analysis.trajectory;

import dev.skycrane.proto.InputException;
import georegression.struct.so.Quaternion_F64;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The table that {@code hil locate} writes: columns {@code image, status, latDeg, lonDeg, heightM, quaternion, sigmaEastM, sigmaNorthM, sigmaUpM}. */
public final class FixFile {
    private static final List<String> NEEDED = List.of("image", "status", "latDeg", "lonDeg", "heightM", "quaternion",
            "sigmaEastM", "sigmaNorthM", "sigmaUpM");

    private FixFile() {}

    /**
     * One picture that was found on the map.
     *
     * @param heightM above the areoid
     * @param attitude planet-fixed from camera axes
     * @param sigmaM east, north, up, one standard deviation as claimed
     */
    public record Fix(double latDeg, double lonDeg, double heightM, Quaternion_F64 attitude, double[] sigmaM) {}

    /** The fixes by name of the picture; null for a picture that was tried and not found. */
    public static Map<String, Fix> read(Path file) {
        List<String> lines;
        try {
            lines = Files.readAllLines(file);
        } catch (IOException e) {
            throw new InputException("fixes: file=" + file + ", expected a table of hil locate", e);
        }
        Map<String, Integer> columns = new HashMap<>();
        String header = lines.isEmpty() ? "" : lines.get(0).replace("\uFEFF", "").trim();
        String[] names = header.split(",", -1);
        for (int i = 0; i < names.length; i++)
            columns.put(names[i].trim(), i);
        if (!columns.keySet().containsAll(NEEDED))
            throw InputException.of("fixes", "header", header, "columns " + String.join(",", NEEDED));
        Map<String, Fix> out = new LinkedHashMap<>();
        for (int n = 1; n < lines.size(); n++) {
            if (lines.get(n).isBlank()) continue;
            String[] cells = lines.get(n).split(",", -1);
            Row row = new Row(columns, cells, n + 1);
            out.put(row.text("image"), row.text("status").equals("fix") ? row.fix() : null);
        }
        return out;
    }

    private record Row(Map<String, Integer> columns, String[] cells, int line) {
        String text(String column) {
            int k = columns.get(column);
            return k < cells.length ? cells[k].trim() : "";
        }

        double number(String column, String text) {
            try {
                double v = Double.parseDouble(text);
                if (Double.isFinite(v)) return v;
            } catch (NumberFormatException words) {
                // said below
            }
            throw InputException.of("fixes", column, text + " in line " + line, "a number");
        }

        double number(String column) {
            return number(column, text(column));
        }

        Fix fix() {
            String[] q = text("quaternion").split("\\s+");
            if (q.length != 4)
                throw InputException.of("fixes", "quaternion", text("quaternion") + " in line " + line,
                        "four numbers w x y z");
            Quaternion_F64 attitude = new Quaternion_F64(number("quaternion", q[0]), number("quaternion", q[1]),
                    number("quaternion", q[2]), number("quaternion", q[3]));
            attitude.normalize();
            return new Fix(number("latDeg"), number("lonDeg"), number("heightM"), attitude, new double[]{
                number("sigmaEastM"), number("sigmaNorthM"), number("sigmaUpM")});
        }
    }
}
