package dev.skycrane.hil.terrain;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skycrane.proto.site.MapGrid;
import dev.skycrane.proto.site.MapPackage;
import dev.skycrane.proto.site.SiteInfo;
import java.util.Locale;

/** What a map package holds, for people and for scripts. */
public final class MapInfo {
    private static final int SAFE_BELOW = dev.skycrane.flight.trn.HazardMap.SAFE_BELOW;

    private final MapPackage map;
    private double lowestM = Double.POSITIVE_INFINITY;
    private double highestM = Double.NEGATIVE_INFINITY;
    private double meanDn;

    public MapInfo(MapPackage map) {
        this.map = map;
        for (float z : map.elevationM) {
            lowestM = Math.min(lowestM, z);
            highestM = Math.max(highestM, z);
        }
        double sum = 0;
        for (byte b : map.appearance)
            sum += b & 0xff;
        meanDn = sum / map.appearance.length;
    }

    private double safePart() {
        long safe = 0;
        for (byte b : map.hazard)
            if ((b & 0xff) < SAFE_BELOW) safe++;
        return (double) safe / map.hazard.length;
    }

    private static String grid(MapGrid g) {
        return String.format(Locale.ROOT, "%d x %d cells of %.3f m, %.2f x %.2f km", g.width(), g.height(), g.cellM(),
                g.width() * g.cellM() * 1e-3, g.height() * g.cellM() * 1e-3);
    }

    public String text() {
        SiteInfo s = map.site;
        StringBuilder b = new StringBuilder();
        line(b, "name", s.name());
        line(b, "provenance", s.provenance());
        line(b, "centre", String.format(Locale.ROOT, "%.5f N %.5f E", s.centreLatDeg(), s.centreLonDeg()));
        line(b, "target", String.format(Locale.ROOT, "%.5f N %.5f E, ground at radius %.1f m", s.targetLatDeg(),
                s.targetLonDeg(), SiteMaps.targetRadiusM(map)));
        line(b, "radii", String.format(Locale.ROOT, "projection %.0f m, elevation zero %.0f m", s.referenceRadiusM(),
                s.areoidRadiusM()));
        line(b, "light", s.sunKnown()
                ? String.format(Locale.ROOT, "sun at azimuth %.1f, elevation %.1f degrees", s.sunAzimuthDeg(),
                        s.sunElevationDeg())
                : "not known");
        line(b, "appearance", grid(map.appearanceGrid) + String.format(Locale.ROOT, ", mean %.1f", meanDn));
        line(b, "elevation", grid(map.elevationGrid)
                + String.format(Locale.ROOT, ", %.1f to %.1f m", lowestM, highestM));
        line(b, "hazard", map.hazard == null
                ? "none"
                : grid(map.hazardGrid)
                        + String.format(Locale.ROOT, ", %.1f %% below %d", 100 * safePart(), SAFE_BELOW));
        return b.toString();
    }

    private static void line(StringBuilder b, String key, String value) {
        b.append(String.format(Locale.ROOT, "%-11s %s%n", key, value));
    }

    public String json() {
        SiteInfo s = map.site;
        ObjectNode n = new ObjectMapper().createObjectNode();
        n.put("name", s.name()).put("provenance", s.provenance()).put("centreLatDeg", s.centreLatDeg())
                .put("centreLonDeg", s.centreLonDeg()).put("targetLatDeg", s.targetLatDeg())
                .put("targetLonDeg", s.targetLonDeg()).put("targetRadiusM", SiteMaps.targetRadiusM(map))
                .put("referenceRadiusM", s.referenceRadiusM()).put("areoidRadiusM", s.areoidRadiusM())
                .put("minElevationM", lowestM).put("maxElevationM", highestM).put("meanDn", meanDn);
        if (s.sunKnown()) n.put("sunAzimuthDeg", s.sunAzimuthDeg()).put("sunElevationDeg", s.sunElevationDeg());
        grid(n, "appearance", map.appearanceGrid);
        grid(n, "elevation", map.elevationGrid);
        if (map.hazard != null) {
            grid(n, "hazard", map.hazardGrid);
            n.put("safePart", safePart());
        }
        return n.toPrettyString();
    }

    private static void grid(ObjectNode n, String name, MapGrid g) {
        n.putObject(name).put("width", g.width()).put("height", g.height()).put("cellM", g.cellM())
                .put("westM", g.westM()).put("northM", g.northM());
    }
}
