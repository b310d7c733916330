package dev.skycrane.proto.site;

import dev.skycrane.proto.InputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** The text of {@code site.yaml}. */
final class SiteYaml {
    private static final int FORMAT_VERSION = 1;
    private static final long MAX_BYTES = 1 << 16;
    private static final int SHA256_DIGITS = 64;

    /** What the file holds: the site and the checksums of the rasters; {@code hazardSha256} null when there is none. */
    record Content(SiteInfo site, String appearanceSha256, String elevationSha256, String hazardSha256) {}

    private SiteYaml() {}

    static String write(Content c) {
        SiteInfo s = c.site();
        Map<String, Object> m = new LinkedHashMap<>();
        m.put("formatVersion", FORMAT_VERSION);
        m.put("name", s.name());
        m.put("centreLatDeg", s.centreLatDeg());
        m.put("centreLonDeg", s.centreLonDeg());
        m.put("referenceRadiusM", s.referenceRadiusM());
        m.put("areoidRadiusM", s.areoidRadiusM());
        m.put("targetLatDeg", s.targetLatDeg());
        m.put("targetLonDeg", s.targetLonDeg());
        if (s.sunKnown()) {
            m.put("sunAzimuthDeg", s.sunAzimuthDeg());
            m.put("sunElevationDeg", s.sunElevationDeg());
        }
        m.put("provenance", s.provenance());
        Map<String, Object> sums = new LinkedHashMap<>();
        sums.put("appearance", c.appearanceSha256());
        sums.put("elevation", c.elevationSha256());
        if (c.hazardSha256() != null) sums.put("hazard", c.hazardSha256());
        m.put("sha256", sums);
        return new Dump(DumpSettings.builder().setDefaultFlowStyle(FlowStyle.BLOCK).build()).dumpToString(m);
    }

    static Content read(Path file) {
        Map<?, ?> m = load(file);
        double version = number(m, "formatVersion", 0, 1e9);
        if (version != FORMAT_VERSION) {
            throw InputException.of("map", "formatVersion", version, String.valueOf(FORMAT_VERSION));
        }
        boolean sun = m.containsKey("sunAzimuthDeg") || m.containsKey("sunElevationDeg");
        SiteInfo site = new SiteInfo(text(m, "name"), number(m, "centreLatDeg", -89, 89),
                number(m, "centreLonDeg", -360, 360), number(m, "referenceRadiusM", 1e5, 1e8),
                number(m, "areoidRadiusM", 1e5, 1e8), number(m, "targetLatDeg", -89, 89),
                number(m, "targetLonDeg", -360, 360), sun ? number(m, "sunAzimuthDeg", -360, 360) : Double.NaN,
                sun ? number(m, "sunElevationDeg", 0, 90) : Double.NaN, text(m, "provenance"));
        if (!(m.get("sha256") instanceof Map<?, ?> sums)) {
            throw InputException.of("map", "sha256", m.get("sha256"), "the checksums of the rasters");
        }
        return new Content(site, sum(sums, "appearance"), sum(sums, "elevation"),
                sums.containsKey("hazard") ? sum(sums, "hazard") : null);
    }

    private static Map<?, ?> load(Path file) {
        if (!Files.isRegularFile(file)) {
            throw InputException.of("map", "file", file, "the site.yaml of a map package");
        }
        try {
            if (Files.size(file) > MAX_BYTES) {
                throw InputException.of("map", "file", file, "at most " + MAX_BYTES + " bytes");
            }
            Object root = new Load(LoadSettings.builder().setLabel("site.yaml").build())
                    .loadFromString(Files.readString(file));
            if (root instanceof Map<?, ?> map) return map;
            throw InputException.of("map", "file", file, "key: value lines");
        } catch (IOException | YamlEngineException e) {
            throw new InputException("map: file=" + file + ", expected readable YAML", e);
        }
    }

    private static double number(Map<?, ?> m, String key, double min, double max) {
        Object v = m.get(key);
        if (v instanceof Number n && n.doubleValue() >= min && n.doubleValue() <= max) return n.doubleValue();
        throw InputException.of("map", key, v, "a number from " + plain(min) + " to " + plain(max));
    }

    private static String plain(double v) {
        return Long.toString((long) v);
    }

    private static String text(Map<?, ?> m, String key) {
        Object v = m.get(key);
        if (v instanceof String s) return s;
        throw InputException.of("map", key, v, "a text");
    }

    private static String sum(Map<?, ?> m, String key) {
        if (m.get(key) instanceof String s && s.length() == SHA256_DIGITS) return s;
        throw InputException.of("map", "sha256." + key, m.get(key), SHA256_DIGITS + " hexadecimal digits");
    }

}
