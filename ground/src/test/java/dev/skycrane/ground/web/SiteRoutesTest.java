package dev.skycrane.ground.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.skycrane.ground.station.LiveMission;
import dev.skycrane.proto.site.MapGrid;
import dev.skycrane.proto.site.MapPackage;
import dev.skycrane.proto.site.SiteInfo;
import dev.skycrane.proto.v1.LandmarkMatches;
import dev.skycrane.proto.v1.SegmentId;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The map of the site and the landmarks found in pictures, as pages get them. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
final class SiteRoutesTest {
    private final HttpClient http = HttpClient.newHttpClient();
    private final LiveMission mission = LiveMission.inMemory("m2020");
    private WebServer server;

    @AfterEach
    void stop() {
        server.close();
        mission.close();
    }

    private HttpResponse<byte[]> get(String path) throws Exception {
        return http.send(HttpRequest.newBuilder(URI.create(server.url() + path)).build(), HttpResponse.BodyHandlers
                .ofByteArray());
    }

    private JsonNode json(String path) throws Exception {
        return new ObjectMapper().readTree(get(path).body());
    }

    /** 40 x 40 cells of 10 m, a plane that rises 0.1 m per metre to the east; the target is 50 m east of the middle. */
    private static MapPackage map(boolean withHazard) {
        MapGrid grid = MapGrid.centred(40, 40, 10);
        float[] z = new float[1600];
        byte[] dn = new byte[1600];
        for (int i = 0; i < 1600; i++) {
            z[i] = (float) (0.1 * grid.eastM(i % 40)) - 2500;
            dn[i] = (byte) (i % 40 < 20 ? 50 : 150);
        }
        double degrees = Math.toDegrees(50 / (3396190 * Math.cos(Math.toRadians(18))));
        SiteInfo site = new SiteInfo("plane", 18, 77, 3396190, 3394507, 18, 77 + degrees, Double.NaN, Double.NaN,
                "test");
        return new MapPackage(site, grid, dn, grid, z, withHazard ? grid : null, withHazard ? dn : null);
    }

    @Test
    void aMapIsGivenInMetresOfTheTarget() throws Exception {
        server = WebServer.start(mission, WebOptions.on(0).withMap(map(true)));
        JsonNode site = json("api/site");
        assertEquals("plane", site.get("name").asText());
        assertEquals(-250, site.at("/appearance/eastMinM").asDouble(), 1e-3);
        assertEquals(150, site.at("/appearance/eastMaxM").asDouble(), 1e-3);
        assertEquals(200, site.at("/appearance/northMaxM").asDouble(), 1e-3);
        assertEquals(50, site.get("targetEastM").asDouble(), 1e-3);
        assertEquals(-2495, site.get("targetElevationM").asDouble(), 1);
        var picture = ImageIO.read(new ByteArrayInputStream(get("api/site/appearance").body()));
        assertEquals(40, picture.getWidth());
        assertEquals(50, picture.getRaster().getSample(5, 20, 0), 6);
        assertEquals(150, picture.getRaster().getSample(35, 20, 0), 6);
        assertEquals(150, ImageIO.read(new ByteArrayInputStream(get("api/site/hazard").body())).getRaster().getSample(
                35, 20, 0));
        ByteBuffer heights = ByteBuffer.wrap(get("api/site/elevation").body()).order(ByteOrder.LITTLE_ENDIAN);
        int columns = site.at("/elevation/columns").asInt();
        assertEquals(columns * site.at("/elevation/rows").asInt() * 4, heights.remaining());
        assertEquals(-25, heights.getFloat(0), 1.5, "the west edge is 250 m from the target");
        assertEquals(15, heights.getFloat((columns - 1) * 4), 1.5, "the east edge 150 m");
    }

    @Test
    void withoutMapOrHazardItSaysSo() throws Exception {
        server = WebServer.start(mission, WebOptions.on(0));
        HttpResponse<byte[]> answer = get("api/site");
        assertEquals(404, answer.statusCode());
        assertTrue(new String(answer.body()).contains("expected a station that was started with a map"));
        server.close();
        server = WebServer.start(mission, WebOptions.on(0).withMap(map(false)));
        assertTrue(json("api/site").get("hazard").isNull());
        assertEquals(404, get("api/site/hazard").statusCode());
    }

    @Test
    void matchedLandmarksStandBesideTheirPicture() throws Exception {
        server = WebServer.start(mission, WebOptions.on(0));
        Descent descent = new Descent(mission);
        descent.fly(345);
        descent.landmarks("LCAM", 10);
        descent.picture(SegmentId.ROVER, "LCAM", 3).complete();
        descent.fly(346);
        descent.picture(SegmentId.ROVER, "LCAM", 4).complete();
        JsonNode matches = json("api/images/LCAM/3").get("matches");
        assertEquals(10, matches.get("landmarks").size());
        assertEquals("fine", matches.get("mode").asText());
        assertTrue(matches.get("fix").asBoolean());
        assertEquals(0.2, matches.at("/landmarks/1/2").asDouble(), 1e-6);
        assertTrue(json("api/images/LCAM/4").get("matches").isNull());
    }

    @Test
    void listsOfDifferentLengthAreMalformed() throws Exception {
        server = WebServer.start(mission, WebOptions.on(0));
        Descent descent = new Descent(mission);
        descent.fly(1);
        descent.send(LandmarkMatches.newBuilder().setCamera("LCAM").setExposureTick(5).addU(1).build());
        assertEquals(1, mission.tracks().get(0).malformed());
        assertNull(mission.tracks().get(0).landmarks().find("LCAM", 5, Long.MAX_VALUE));
    }
}
