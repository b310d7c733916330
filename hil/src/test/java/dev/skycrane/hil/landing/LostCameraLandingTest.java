package dev.skycrane.hil.landing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.skycrane.flight.core.CameraId;
import dev.skycrane.flight.core.EventBuffer;
import dev.skycrane.flight.core.EventId;
import dev.skycrane.flight.core.VisionFix;
import dev.skycrane.hil.scenario.Scenario;
import dev.skycrane.hil.scenario.ScenarioReader;
import dev.skycrane.hil.terrain.MapError;
import dev.skycrane.hil.testing.Sites;
import dev.skycrane.proto.site.MapPackage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A whole landing through an LCAM elsewhere that gives up while it localises. */
@Timeout(120)
class LostCameraLandingTest {
    private static final int PICTURES = 12;
    /** The built-in landing with small pictures of the other cameras. */
    private static final String SMALL = """
            camera:
              puc: {widthPx: 32, heightPx: 32}
              ddc: {widthPx: 32, heightPx: 32}
              rdc: {widthPx: 32, heightPx: 32}
              ruc: {widthPx: 32, heightPx: 32}
            """;
    @TempDir
    private Path folder;

    private record Raised(EventId id, double first, double second) {}

    /** Row 2 of the rig's failure modes: navigation goes on by its inertial unit, and telemetry says that the camera is silent. */
    @Test
    void cameraThatIsLostInFlightIsAnEventOfTheVehicleWhichLandsWithoutIt() throws Exception {
        MapPackage map = Sites.jezero(1);
        Scenario scenario = SiteSource.completed(ScenarioReader.read(
                Files.writeString(folder.resolve("small.yaml"), SMALL).toString()), map);
        AtomicInteger asked = new AtomicInteger();
        List<Raised> raised = new ArrayList<>();
        int silentBits = 0;
        try (ClosedLoop loop = new ClosedLoop(scenario.parameters(), LandingSite.of(map, MapError.NONE), 1)) {
            loop.lcam(rendered -> asked.incrementAndGet() <= PICTURES ? rendered : null);
            int channel = loop.flight().channels().names().indexOf("fault.cameraSilentBits");
            loop.warmUp();
            while (!loop.isOver()) {
                loop.step();
                note(loop.flight().events(), raised);
                silentBits |= (int) loop.flight().channels().get(channel);
            }
            loop.finish();
            assertEquals("landed", loop.outcome());
        }
        assertTrue(asked.get() > PICTURES + 10, "exposures " + asked.get());
        List<Raised> silent = raised.stream().filter(r -> r.id == EventId.CAMERA_SILENT).toList();
        assertEquals(1, silent.size(), silent.toString());
        assertEquals(CameraId.LCAM.ordinal(), silent.get(0).first);
        assertEquals(CameraId.LCAM.bit(), silentBits);
        assertTrue(raised.stream().anyMatch(
                r -> r.id == EventId.VISION_NO_FIX && r.second == VisionFix.Status.NO_IMAGE.ordinal()));
    }

    private static void note(EventBuffer events, List<Raised> raised) {
        for (int i = 0; i < events.size(); i++)
            raised.add(new Raised(events.id(i), events.arg(i, 0), events.arg(i, 1)));
    }
}
