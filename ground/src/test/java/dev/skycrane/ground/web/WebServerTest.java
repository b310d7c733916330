package dev.skycrane.ground.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.protobuf.ByteString;
import dev.skycrane.ground.link.ReceivedFrame;
import dev.skycrane.ground.station.LiveMission;
import dev.skycrane.proto.frame.FrameCodec;
import dev.skycrane.proto.frame.StreamKey;
import dev.skycrane.proto.v1.ChannelHistory;
import dev.skycrane.proto.v1.EventBatch;
import dev.skycrane.proto.v1.EventCode;
import dev.skycrane.proto.v1.EventRecord;
import dev.skycrane.proto.v1.ImageChunk;
import dev.skycrane.proto.v1.ImageInfo;
import dev.skycrane.proto.v1.Nav;
import dev.skycrane.proto.v1.PixelFormat;
import dev.skycrane.proto.v1.SegmentId;
import dev.skycrane.proto.v1.StreamKind;
import dev.skycrane.proto.v1.Telemetry;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, unit = TimeUnit.SECONDS)
final class WebServerTest {
    private static final long RUN = 0x1234;
    private static final StreamKey CHANNELS = new StreamKey(SegmentId.ROVER, StreamKind.TM, StreamKey.CHANNELS);
    private static final StreamKey EVENTS = new StreamKey(SegmentId.ROVER, StreamKind.EVR, StreamKey.EVENTS);
    private static final StreamKey LCAM = new StreamKey(SegmentId.ROVER, StreamKind.IMG, "LCAM");

    private final HttpClient http = HttpClient.newHttpClient();
    private final ObjectMapper json = new ObjectMapper();
    private final LiveMission mission = LiveMission.inMemory("m2020");
    private WebServer server;
    private long sequence;

    @BeforeEach
    void start() {
        server = WebServer.start(mission, WebOptions.on(0));
    }

    @AfterEach
    void stop() {
        server.close();
        mission.close();
    }

    private void frame(StreamKey key, long tick, ByteString payload) throws IOException {
        byte[] bytes = FrameCodec.encode(key, sequence++, tick, tick * 15_625_000L, RUN, payload.toByteArray());
        mission.onFrame(new ReceivedFrame(key.topic("m2020"), bytes, FrameCodec.decode(bytes), key, 1_000_000_000L
                + tick));
    }

    private void row(long tick, double altitudeM, double speedMps) throws IOException {
        frame(CHANNELS, tick, Telemetry.newBuilder().setTick(tick).setOnboardNs(tick * 15_625_000L).setNav(Nav
                .newBuilder().setAltitudeAglM((float) altitudeM).setSpeedMps((float) speedMps)).build().toByteString());
    }

    private HttpResponse<byte[]> get(String path, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(server.url() + path.substring(1)));
        if (headers.length > 0) request.headers(headers);
        return http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    private JsonNode json(String path) throws Exception {
        return json.readTree(get(path).body());
    }

    private HttpResponse<String> post(String path, String type, String body) throws Exception {
        return http.send(HttpRequest.newBuilder(URI.create(server.url() + path.substring(1))).header("Content-Type",
                type).POST(HttpRequest.BodyPublishers.ofString(body)).build(), HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void latestHistoryBucketsAndSeriesSayTheSame() throws Exception {
        for (int tick = 0; tick < 640; tick++)
            row(tick, 1000 - tick, 5);
        JsonNode latest = json("/api/latest?channels=nav.altitudeAglM,executive.phase");
        assertEquals(639 / 64.0, latest.get("t").asDouble());
        assertEquals(361, latest.at("/values/nav.altitudeAglM/value").asDouble());
        assertTrue(latest.at("/values/executive.phase/value").isNull(), "the packet did not carry it");
        JsonNode history = json("/api/history/nav.altitudeAglM?from=1&to=2");
        assertEquals(65, history.get("points").size());
        assertEquals(936, history.at("/points/0/2").asDouble());
        JsonNode buckets = json("/api/buckets/nav.altitudeAglM?buckets=10");
        assertEquals(10, buckets.get("buckets").size());
        assertEquals(1000, buckets.at("/buckets/0/4").asDouble());
        JsonNode series = json("/api/series?channels=nav.altitudeAglM,nav.speedMps&buckets=10");
        assertTrue(series.at("/series/nav.altitudeAglM/reduced").asBoolean());
        assertEquals(361, series.at("/series/nav.altitudeAglM/min/9").asDouble());
        assertEquals(640, json("/api/series?channels=nav.speedMps&buckets=5000").at("/series/nav.speedMps/last")
                .size());
        ChannelHistory packed = ChannelHistory.parseFrom(get("/api/history/nav.altitudeAglM?from=1&to=2", "Accept",
                "application/x-protobuf").body());
        assertEquals(65, packed.getValuesCount());
        assertEquals(936, packed.getValues(0));
    }

    @Test
    void aLatePageGetsHistoryThenLiveWithoutASeam() throws Exception {
        for (int tick = 0; tick < 100; tick++)
            row(tick, tick, 5);
        BlockingQueue<JsonNode> heard = new LinkedBlockingQueue<>();
        WebSocket socket = socket(heard);
        assertEquals("hello", heard.take().get("type").asText());
        socket.sendText("{\"type\":\"subscribe\",\"channels\":[\"nav.altitudeAglM\"],\"rows\":\"all\",\"rateHz\":30}",
                true).join();
        JsonNode subscribed = awaitType(heard, "subscribed");
        double from = subscribed.get("fromT").asDouble();
        JsonNode history = json("/api/history/nav.altitudeAglM?to=" + from);
        long next = history.get("points").size();
        assertEquals(100, next);
        for (int tick = 100; tick < 300; tick++)
            row(tick, tick, 5);
        while (next < 300) {
            JsonNode rows = awaitType(heard, "telemetry");
            for (JsonNode v : rows.at("/values/nav.altitudeAglM"))
                assertEquals(next++, v.asLong());
        }
        socket.abort();
    }

    @Test
    void anImageComesWithItsLastChunkAndIsServed() throws Exception {
        BlockingQueue<JsonNode> heard = new LinkedBlockingQueue<>();
        WebSocket socket = socket(heard);
        awaitType(heard, "hello");
        byte[] pixels = new byte[64 * 32];
        for (int i = 0; i < pixels.length; i++)
            pixels[i] = (byte) i;
        chunk(pixels, 0);
        JsonNode partial = json("/api/images/LCAM/7");
        assertEquals(1, partial.at("/image/chunksReceived").asInt());
        assertEquals("[[1,1]]", partial.at("/image/missing").toString());
        assertEquals(404, get("/api/images/LCAM/7/full").statusCode());
        chunk(pixels, 1);
        JsonNode image = awaitType(heard, "image").get("image");
        assertTrue(image.get("complete").asBoolean());
        HttpResponse<byte[]> full = get(image.get("url").asText());
        assertTrue(full.headers().firstValue("Cache-Control").orElse("").contains("immutable"));
        var picture = ImageIO.read(new ByteArrayInputStream(full.body()));
        assertEquals(64, picture.getWidth());
        assertEquals(70, picture.getRaster().getSample(6, 1, 0));
        assertEquals(160, ImageIO.read(new ByteArrayInputStream(get(image.get("thumbUrl").asText()).body()))
                .getWidth());
        socket.abort();
    }

    private void chunk(byte[] pixels, int index) throws IOException {
        ImageInfo info = ImageInfo.newBuilder().setCamera("LCAM").setImage(7).setWidth(64).setHeight(32).setFormat(
                PixelFormat.GREY8).setSizeBytes(pixels.length).setChunkCount(2).setExposureNs(1).build();
        frame(LCAM, 5, ImageChunk.newBuilder().setInfo(info).setIndex(index).setOffset(index * 1024).setData(ByteString
                .copyFrom(pixels, index * 1024, 1024)).build().toByteString());
    }

    @Test
    void aLimitTurnsRedAndItsAlarmIsAcknowledgedWithAComment() throws Exception {
        for (int tick = 0; tick < 3; tick++)
            row(tick, 0, 6500);
        JsonNode alarm = json("/api/alarms").at("/alarms/0");
        assertEquals("limit:nav.speedMps", alarm.get("id").asText());
        assertEquals("red", alarm.get("severity").asText());
        assertTrue(alarm.get("active").asBoolean());
        for (int tick = 3; tick < 6; tick++)
            row(tick, 0, 100);
        assertTrue(json("/api/alarms").at("/alarms/0/latched").asBoolean(), "over, but nobody has taken note");
        String path = "/api/alarms/limit:nav.speedMps/acknowledge";
        assertEquals(400, post(path, "application/json", "{\"author\":\"a\",\"comment\":\"\"}").statusCode());
        assertEquals(400, post(path, "text/plain", "{\"author\":\"a\",\"comment\":\"b\"}").statusCode(),
                "a form of another site can send that");
        HttpResponse<String> done = post(path, "application/json", "{\"author\":\"Ada\",\"comment\":\"seen\"}");
        assertEquals(200, done.statusCode(), done.body());
        alarm = json("/api/alarms").at("/alarms/0");
        assertEquals("seen", alarm.get("comment").asText());
        assertTrue(!alarm.get("latched").asBoolean());
    }

    @Test
    void eventsComeWithTextAndCallOut() throws Exception {
        row(1, 0, 0);
        frame(EVENTS, 64, EventBatch.newBuilder().addEvents(EventRecord.newBuilder().setCode(EventCode.TOUCHDOWN)
                .setTick(64).setOnboardNs(1_000_000_000L).addArgs(0.5).addArgs(0.75).addArgs(0.1)).build()
                .toByteString());
        JsonNode event = json("/api/events").at("/events/0");
        assertEquals("TOUCHDOWN", event.get("name").asText());
        assertEquals(1, event.get("t").asDouble());
        assertEquals(0.75, event.at("/args/descentMps").asDouble());
        assertEquals("Touchdown, the rover stands on Mars.", json("/api/callouts").at("/callOuts/0/text").asText());
    }

    @Test
    void documentationNamesEveryRouteAndMetricsParse() throws Exception {
        String page = new String(get("/api").body(), java.nio.charset.StandardCharsets.UTF_8);
        JsonNode openApi = json("/api/openapi.json");
        assertTrue(openApi.get("paths").size() > 15);
        openApi.get("paths").fieldNames().forEachRemaining(path -> assertTrue(page.contains(path), path));
        row(1, 0, 0);
        for (String line : new String(get("/metrics").body(), java.nio.charset.StandardCharsets.UTF_8).split("\n"))
            assertTrue(line.matches("# (HELP|TYPE) \\w+ .*|\\w+(\\{\\w+=\"[^\"]*\"})? [-0-9.E]+"), line);
        assertEquals(200, get("/health").statusCode());
    }

    @Test
    void wrongQuestionsAreRefusedInOneLine() throws Exception {
        row(1, 0, 0);
        assertEquals(404, get("/api/history/nav.nothing").statusCode());
        assertEquals(400, get("/api/history/nav.speedMps?from=yesterday").statusCode());
        assertEquals(400, get("/api/buckets/nav.speedMps?buckets=0").statusCode());
        assertEquals(404, get("/api/latest?track=z").statusCode());
        assertEquals(404, get("/api/images/LCAM/1").statusCode());
        assertEquals(403, get("/api/status", "Origin", "http://evil.example").statusCode());
        assertEquals("query: from=yesterday, expected on-board seconds", json(
                "/api/history/nav.speedMps?from=yesterday").get("error").asText());
    }

    private WebSocket socket(BlockingQueue<JsonNode> heard) {
        StringBuilder text = new StringBuilder();
        return http.newWebSocketBuilder().buildAsync(URI.create("ws://127.0.0.1:" + server.port() + "/api/live"),
                new WebSocket.Listener() {
                    @Override
                    public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
                        text.append(data);
                        if (last) {
                            try {
                                heard.add(json.readTree(text.toString()));
                            } catch (IOException e) {
                                throw new IllegalStateException(e);
                            }
                            text.setLength(0);
                        }
                        socket.request(1);
                        return null;
                    }
                }).join();
    }

    private static JsonNode awaitType(BlockingQueue<JsonNode> heard, String type) throws InterruptedException {
        while (true) {
            JsonNode message = heard.take();
            if (message.get("type").asText().equals(type)) return message;
        }
    }
}
