package dev.skycrane.hil.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.skycrane.proto.site.MapGrid;
import dev.skycrane.proto.site.MapPackage;
import dev.skycrane.proto.site.MapPackageFiles;
import dev.skycrane.proto.site.SiteInfo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CarriedMapCommandTest {
    private static final int N = 80;
    @TempDir
    private Path folder;

    private Path ground() {
        MapGrid grid = MapGrid.centred(N, N, 200);
        byte[] grey = new byte[N * N];
        Arrays.fill(grey, (byte) 90);
        float[] height = new float[N * N];
        Arrays.fill(height, -2570);
        SiteInfo site = new SiteInfo("plain", 18.4447, 77.4508, 3396190, 3394507, 18.4447, 77.4508, 262, 42, "test");
        Path out = folder.resolve("ground");
        MapPackageFiles.write(new MapPackage(site, grid, grey, grid, height, grid, new byte[N * N]), out);
        return out;
    }

    @Test
    void writesTheMapWithTheScenariosErrors() throws IOException {
        Path worn = Files.writeString(folder.resolve("worn.yaml"), "site: {mapError: {heightM: 12.5}}\n");
        Path out = folder.resolve("carried");
        assertEquals(0, HilMain.commandLine().execute("map", "carried", "--scenario", worn.toString(), "--map",
                ground().toString(), "--out", out.toString()));
        assertEquals(-2570 + 12.5, MapPackageFiles.read(out).elevationM[N * N / 2], 1e-3);
    }

    @Test
    void wrongErrorIsRefusedAndNothingWritten() throws IOException {
        Path bad = Files.writeString(folder.resolve("bad.yaml"), "site: {mapError: {missingShare: 2}}\n");
        Path out = folder.resolve("carried");
        assertEquals(2, HilMain.commandLine().execute("map", "carried", "--scenario", bad.toString(), "--map",
                ground().toString(), "--out", out.toString()));
        assertFalse(Files.exists(out));
    }
}
