package dev.skycrane.proto.site;

import dev.skycrane.proto.InputException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/** Reads and writes map packages. */
public final class MapPackageFiles {
    static final String APPEARANCE = "appearance.tif";
    static final String ELEVATION = "elevation.tif";
    static final String HAZARD = "hazard.tif";
    static final String SITE = "site.yaml";
    private static final double CELL_TOLERANCE = 1e-6;

    private MapPackageFiles() {}

    /**
     * Writes the package into a new folder: built beside it under a temporary name, then renamed, so that it is there whole or not at
     * all. An existing map package of that name is replaced; an existing folder with anything else in it is refused.
     */
    public static void write(MapPackage map, Path folder) {
        Path target = folder.toAbsolutePath().normalize();
        refuseForeign(target);
        Path temporary = null;
        try {
            Files.createDirectories(target.getParent());
            temporary = Files.createTempDirectory(target.getParent(), "." + target.getFileName() + ".");
            temporary.toFile().setReadable(true, false);
            temporary.toFile().setExecutable(true, false);
            fill(map, temporary);
            if (Files.exists(target)) deleteTree(target);
            moveInPlace(temporary, target);
        } catch (IOException e) {
            throw new InputException("map: out=" + folder + ", expected a folder that can be written", e);
        } finally {
            if (temporary != null && Files.exists(temporary)) deleteTreeQuietly(temporary);
        }
    }

    private static void refuseForeign(Path target) {
        if (!Files.exists(target)) return;
        try (Stream<Path> entries = Files.list(target)) {
            List<String> ours = List.of(APPEARANCE, ELEVATION, HAZARD, SITE);
            if (entries.anyMatch(e -> !ours.contains(e.getFileName().toString()))) {
                throw InputException.of("map", "out", target, "a new folder, an empty one or a map package");
            }
        } catch (IOException e) {
            throw new InputException("map: out=" + target + ", expected a folder that can be written", e);
        }
    }

    private static void fill(MapPackage map, Path folder) throws IOException {
        GeoTiffWriter.write(folder.resolve(APPEARANCE), map.site, map.appearanceGrid, map.appearance);
        GeoTiffWriter.write(folder.resolve(ELEVATION), map.site, map.elevationGrid, map.elevationM);
        if (map.hazard != null) GeoTiffWriter.write(folder.resolve(HAZARD), map.site, map.hazardGrid, map.hazard);
        String hazardSum = map.hazard == null ? null : sha256(folder.resolve(HAZARD));
        Files.writeString(folder.resolve(SITE), SiteYaml.write(new SiteYaml.Content(map.site,
                sha256(folder.resolve(APPEARANCE)), sha256(folder.resolve(ELEVATION)), hazardSum)));
    }

    private static void moveInPlace(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(from, to);
        }
    }

    private static void deleteTree(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path p : all.sorted(Comparator.reverseOrder()).toList())
                Files.delete(p);
        }
    }

    private static void deleteTreeQuietly(Path folder) {
        try {
            deleteTree(folder);
        } catch (IOException left) {
            // the error that led here is the one to report
        }
    }

    /** @throws InputException when anything is missing, truncated, changed or does not fit together */
    public static MapPackage read(Path folder) {
        if (!Files.isDirectory(folder)) throw InputException.of("map", "folder", folder, "a map package folder");
        SiteYaml.Content content = SiteYaml.read(folder.resolve(SITE));
        GeoRaster appearance = raster(folder, APPEARANCE, content.appearanceSha256(), content.site(), true);
        GeoRaster elevation = raster(folder, ELEVATION, content.elevationSha256(), content.site(), false);
        GeoRaster hazard = content.hazardSha256() == null
                ? null
                : raster(folder, HAZARD, content.hazardSha256(), content.site(), true);
        for (float z : elevation.floats()) {
            if (!Float.isFinite(z)) throw InputException.of("map", "elevation", z, "a finite height everywhere");
        }
        return new MapPackage(content.site(), grid(appearance, content.site(), APPEARANCE), appearance.bytes(),
                grid(elevation, content.site(), ELEVATION), elevation.floats(),
                hazard == null ? null : grid(hazard, content.site(), HAZARD), hazard == null ? null : hazard.bytes());
    }

    private static GeoRaster raster(Path folder, String name, String sha256, SiteInfo site, boolean bytes) {
        Path file = folder.resolve(name);
        if (!Files.isRegularFile(file)) throw InputException.of("map", "file", file, "a raster of the map package");
        String found;
        try {
            if (Files.size(file) > GeoTiffReader.MAX_FILE_BYTES) {
                throw InputException.of("map", "file", file, "at most " + GeoTiffReader.MAX_FILE_BYTES + " bytes");
            }
            found = sha256(file);
        } catch (IOException e) {
            throw new InputException("map: file=" + file + ", expected a readable file", e);
        }
        if (!found.equals(sha256)) {
            throw InputException.of("map", "sha256", found + " of " + file, sha256 + " (truncated or changed?)");
        }
        GeoRaster r = GeoTiffReader.read(file);
        if (r.bands() != 1 || (r.bytes() != null) != bytes) {
            throw InputException.of("map", "bands", r.bands() + (r.bytes() != null ? " of 8 bit" : " not of 8 bit")
                    + " in " + file, bytes ? "1 of 8 bit" : "1 of floating point");
        }
        if (Math.abs(r.reference().radiusM() - site.referenceRadiusM()) > CELL_TOLERANCE) {
            throw InputException.of("map", "radius", r.reference().radiusM() + " in " + file,
                    "referenceRadiusM of site.yaml, " + site.referenceRadiusM());
        }
        return r;
    }

    private static MapGrid grid(GeoRaster r, SiteInfo s, String name) {
        double k = StrictMath.cos(StrictMath.toRadians(s.centreLatDeg()));
        GeoReference g = r.reference();
        double degM = StrictMath.toRadians(s.referenceRadiusM());
        double cellEastM = g.lonPerColumnDeg() * degM * k;
        double cellNorthM = -g.latPerRowDeg() * degM;
        if (Math.abs(cellEastM - cellNorthM) > CELL_TOLERANCE * cellNorthM) {
            throw InputException.of("map", "cell", cellEastM + " x " + cellNorthM + " m in " + name,
                    "square cells in the projection of site.yaml");
        }
        // back to the written decimal: the way over degrees costs the last bits
        double cellM = Math.rint(cellNorthM * 1e6) / 1e6;
        double westM = Math.rint((g.lonOriginDeg() - s.centreLonDeg()) * degM * k * 1e6) / 1e6;
        double northM = Math.rint((g.latOriginDeg() - s.centreLatDeg()) * degM * 1e6) / 1e6;
        return new MapGrid(r.width(), r.height(), cellM, westM, northM);
    }

    private static String sha256(Path file) throws IOException {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
                in.transferTo(java.io.OutputStream.nullOutputStream());
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is part of every Java", e);
        }
    }
}
