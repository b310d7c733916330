package dev.skycrane.hil.rig.run;

import dev.skycrane.hil.camera.Capture;
import dev.skycrane.hil.rig.standin.BenchCamera;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32C;

/** What the virtual bench knows and a real one does not: judges photographs by what they truly were. One thread. */
public final class BenchTruth {
    private record Claim(long crc, long midExposureNs, int picture) {}

    private record Fact(long midExposureNs, long picture) {}

    /**
     * The judgement.
     *
     * @param photographs judged
     * @param wrongPairings whose time is that of another photograph
     * @param wrongPictures that show another picture than was asked for
     * @param unknown that the bench never took
     * @param timeErrorMaxMs largest error of a time tag
     * @param timeErrorRmsMs root mean square
     */
    public record Judgement(int photographs, int wrongPairings, int wrongPictures, int unknown, double timeErrorMaxMs,
            double timeErrorRmsMs) {}

    private final Path folder;
    private final long periodNs;
    private final List<Claim> claims = new ArrayList<>();
    private long pictureOffset = -1;

    BenchTruth(Path folder, long periodNs) {
        this.folder = folder;
        this.periodNs = periodNs;
    }

    /** Before the first photograph of a landing: how many pictures the screen has shown so far. */
    void picturesBefore(long shown) {
        pictureOffset = shown;
    }

    /** A photograph that was taken for good. @param picture number that it was taken for, -1 if that does not matter */
    void claim(Capture capture, int picture) {
        CRC32C crc = new CRC32C();
        crc.update(capture.jpeg());
        claims.add(new Claim(crc.getValue(), capture.midExposureNs(), picture));
    }

    /** Judges all photographs so far. */
    Judgement judge() throws IOException {
        Map<Long, Fact> facts = new HashMap<>();
        for (String line : Files.readAllLines(folder.resolve(BenchCamera.TRUTH))) {
            String[] f = line.split(",");
            if (f.length == 4) facts.put(Long.parseLong(f[3]), new Fact(Long.parseLong(f[1]), Long.parseLong(f[2])));
        }
        int wrong = 0;
        int other = 0;
        int unknown = 0;
        double max = 0;
        double squares = 0;
        for (Claim claim : claims) {
            Fact fact = facts.get(claim.crc);
            if (fact == null) {
                unknown++;
                continue;
            }
            double errorMs = (claim.midExposureNs - fact.midExposureNs) * 1e-6;
            if (Math.abs(errorMs) > periodNs * 0.5e-6) wrong++;
            max = Math.max(max, Math.abs(errorMs));
            squares += errorMs * errorMs;
            if (claim.picture >= 0 && fact.picture != claim.picture + pictureOffset) other++;
        }
        return new Judgement(claims.size(), wrong, other, unknown, max,
                Math.sqrt(squares / Math.max(1, claims.size() - unknown)));
    }
}
