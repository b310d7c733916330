package dev.skycrane.ground.analysis.frames;

import dev.skycrane.ground.product.Footage;
import dev.skycrane.proto.InputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A folder of somebody's pictures of one camera: with {@value #TIMES} beside them ({@code file,timeS} and, if they like, more columns), or in the
 * order of their names at a constant rate.
 */
public final class ForeignFolder {
    /** Name of the table of times. */
    public static final String TIMES = "times.csv";

    private ForeignFolder() {}

    /**
     * Reads a folder.
     *
     * @param camera what to take it for, PUC, RDC or LCAM
     * @param rateHz pictures a second where there is no table; not a number when nobody said
     * @param focalPx focal length, px; not a number when nobody said
     */
    public static Footage read(Path folder, String camera, double rateHz, double focalPx) {
        List<String> notes = new ArrayList<>();
        Path table = folder.resolve(TIMES);
        List<Footage.Picture> pictures;
        try {
            if (Files.isRegularFile(table)) pictures = listed(folder, table, camera, notes);
            else if (rateHz > 0) pictures = counted(folder, rateHz);
            else
                throw InputException.of("footage", "folder", folder,
                        "film.json of hil film, or " + TIMES + " with file,timeS, or --rate beside it");
        } catch (IOException e) {
            throw new InputException("footage: folder=" + folder + ", expected a readable one (" + e.getMessage() + ")",
                    e);
        }
        List<Footage.Camera> cameras = pictures.isEmpty()
                ? List.of()
                : List.of(new Footage.Camera(camera, "", focalPx, pictures));
        return new Footage(folder.getFileName().toString(), cameras, List.of(), Footage.Track.NONE, notes);
    }

    private static List<Footage.Picture> counted(Path folder, double rateHz) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.list(folder)) {
            files = all.filter(ForeignFolder::isPicture).sorted().toList();
        }
        List<Footage.Picture> out = new ArrayList<>();
        for (Path file : files)
            out.add(picture(file, out.size() / rateHz, Map.of()));
        return out;
    }

    private static List<Footage.Picture> listed(Path folder, Path table, String camera, List<String> notes)
            throws IOException {
        List<String> lines = Files.readAllLines(table);
        String[] columns = lines.isEmpty()
                ? new String[0]
                : lines.get(0).replace("\uFEFF", "").trim().split("\\s*,\\s*");
        List<Footage.Picture> out = new ArrayList<>();
        int absent = 0;
        double last = Double.NEGATIVE_INFINITY;
        for (int n = 1; n < lines.size(); n++) {
            if (lines.get(n).isBlank()) continue;
            String[] cells = lines.get(n).split(",", -1);
            Map<String, String> about = new LinkedHashMap<>();
            for (int i = 0; i < Math.min(columns.length, cells.length); i++)
                about.put(columns[i], cells[i].trim());
            String file = about.remove("file");
            double timeS = time(about.remove("timeS"), table, n + 1);
            if (file == null) throw InputException.of("times", "header", lines.get(0), "columns file,timeS");
            if (!(timeS > last))
                throw InputException.of("times", "timeS", timeS + " in line " + (n + 1), "times that grow");
            last = timeS;
            Path picture = folder.resolve(file).normalize();
            if (picture.startsWith(folder.normalize()) && Files.isRegularFile(picture))
                out.add(picture(picture, timeS, about));
            else
                absent++;
        }
        if (absent > 0)
            notes.add(camera + ": pictures=" + out.size() + ", expected " + (out.size() + absent) + " as " + TIMES
                    + " says; the others are not there");
        return out;
    }

    private static double time(String text, Path table, int line) {
        try {
            double t = text == null ? Double.NaN : Double.parseDouble(text);
            if (Double.isFinite(t)) return t;
        } catch (NumberFormatException words) {
            // said below
        }
        throw InputException.of("times", "timeS", text + " in line " + line + " of " + table, "a time in seconds");
    }

    private static Footage.Picture picture(Path file, double timeS, Map<String, String> about) {
        return new Footage.Picture(timeS, 0, 0, file.getFileName().toString(), about, () -> Files.readAllBytes(file));
    }

    private static boolean isPicture(Path file) {
        return file.getFileName().toString().toLowerCase(Locale.ROOT).matches(".*\\.(png|jpe?g|bmp|tiff?|pgm)");
    }
}
