package dev.skycrane.proto.site;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Tells whether two machines have the same map: SHA-256 over grids and rasters, hex. */
public final class MapFingerprint {
    private static final int ROUND_CELLS = 1 << 14;

    private MapFingerprint() {}

    public static String of(MapPackage map) {
        MessageDigest sha = sha256();
        grid(sha, map.appearanceGrid);
        sha.update(map.appearance);
        grid(sha, map.elevationGrid);
        floats(sha, map.elevationM);
        if (map.hazard != null) {
            grid(sha, map.hazardGrid);
            sha.update(map.hazard);
        }
        return HexFormat.of().formatHex(sha.digest());
    }

    private static void grid(MessageDigest sha, MapGrid g) {
        sha.update(ByteBuffer.allocate(5 * Double.BYTES).putDouble(g.width()).putDouble(g.height()).putDouble(g.cellM())
                .putDouble(g.westM()).putDouble(g.northM()).flip());
    }

    private static void floats(MessageDigest sha, float[] values) {
        ByteBuffer round = ByteBuffer.allocate(ROUND_CELLS * Float.BYTES);
        for (float value : values) {
            if (!round.hasRemaining()) {
                sha.update(round.flip());
                round.clear();
            }
            round.putFloat(value);
        }
        sha.update(round.flip());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
