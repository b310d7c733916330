package dev.skycrane.ground.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyLong;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import com.fasterxml.jackson.databind.JsonNode;
import dev.skycrane.ground.archive.Recorder;
import dev.skycrane.ground.link.CommandSender;
import dev.skycrane.ground.link.ReceivedFrame;
import dev.skycrane.ground.replay.Playback;
import dev.skycrane.ground.station.CommandDesk;
import dev.skycrane.ground.station.LiveMission;
import dev.skycrane.ground.testing.Chromium;
import dev.skycrane.proto.frame.FrameCodec;
import dev.skycrane.proto.frame.FrameException;
import dev.skycrane.proto.site.MapGrid;
import dev.skycrane.proto.site.MapPackage;
import dev.skycrane.proto.site.SiteInfo;
import dev.skycrane.proto.telecommand.CommandSeal;
import dev.skycrane.proto.v1.Command;
import dev.skycrane.proto.v1.CommandAck;
import dev.skycrane.proto.v1.CommandStage;
import dev.skycrane.proto.v1.CommandStep;
import dev.skycrane.proto.v1.EventCode;
import dev.skycrane.proto.v1.SegmentId;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The pages in a real browser, on a live station that hears a made-up descent. What one sees is written to {@code target/pages}. Skipped
 * without Chromium; the part with Open MCT also where it was not built in.
 */
@Timeout(value = 180, unit = TimeUnit.SECONDS)
final class PagesTest {
    private static final Path PICTURES = Path.of("target/pages");
    private static final String MISSION = "import('/js/landing.js').then(m => m.mission)";
    private static Chromium browser;

    private LiveMission mission;
    private WebServer server;
    private Descent descent;
    /** What the vehicle got. */
    private final List<Command> commands = new CopyOnWriteArrayList<>();

    @TempDir
    private Path folder;

    @BeforeAll
    static void startBrowser() throws Exception {
        browser = Chromium.start(Path.of("target"));
    }

    @AfterAll
    static void stopBrowser() throws Exception {
        if (browser != null) browser.close();
    }

    @BeforeEach
    void start() throws Exception {
        mission = LiveMission.inMemory("m2020");
        mission.commands(desk());
        server = WebServer.start(mission, WebOptions.on(0).withMap(map()));
        descent = new Descent(mission);
        descent.header();
    }

    @AfterEach
    void stop() {
        server.close();
        mission.close();
        assertEquals(List.of(), browser.errors());
    }

    /** A bowl with a stripe of hazard. */
    private static MapPackage map() {
        int n = 128;
        MapGrid grid = MapGrid.centred(n, n, 100);
        byte[] grey = new byte[n * n];
        float[] heights = new float[n * n];
        byte[] hazard = new byte[n * n];
        for (int i = 0; i < n * n; i++) {
            int x = i % n - n / 2;
            int y = i / n - n / 2;
            grey[i] = (byte) (110 + 40 * Math.sin(x * 0.5) * Math.cos(y * 0.4));
            heights[i] = (x * x + y * y) * 0.2f;
            hazard[i] = (byte) (Math.abs(x + y) % 40 < 8 ? 220 : 0);
        }
        SiteInfo site = new SiteInfo("bowl", 18.4447, 77.4508, 3396190, 3394507, 18.4447, 77.4508, Double.NaN,
                Double.NaN, "made up");
        return new MapPackage(site, grid, grey, grid, heights, grid, hazard);
    }

    /** A desk whose commands reach a vehicle that does them at once. */
    private CommandDesk desk() throws Exception {
        CommandSender sender = mock(CommandSender.class);
        CommandDesk desk = new CommandDesk(sender);
        AtomicLong counter = new AtomicLong();
        AtomicLong sequence = new AtomicLong();
        when(sender.send(any(), anyLong())).thenAnswer(call -> {
            Command sent = ((Command) call.getArgument(0)).toBuilder().setCounter(counter.incrementAndGet()).build();
            commands.add(sent);
            CompletableFuture.delayedExecutor(50, TimeUnit.MILLISECONDS).execute(() -> {
                for (CommandStage stage : List.of(CommandStage.STAGE_ACCEPTED, CommandStage.STAGE_EXECUTED))
                    desk.onFrame(ack(sent.getCounter(), stage, sequence.getAndIncrement()));
            });
            return sent;
        });
        return desk;
    }

    private static ReceivedFrame ack(long counter, CommandStage stage, long sequence) {
        byte[] payload = CommandAck.newBuilder().setCounter(counter).setStage(stage).setTick(64).build().toByteArray();
        byte[] bytes = FrameCodec.encode(CommandSeal.ACKS, sequence, 64, 1_000_000_000L, Descent.RUN, payload);
        try {
            return new ReceivedFrame(CommandSeal.ACKS.topic("m2020"), bytes, FrameCodec.decode(bytes), CommandSeal.ACKS,
                    LiveMission.unixNs());
        } catch (FrameException e) {
            throw new IllegalStateException(e);
        }
    }

    private void openLanding() throws Exception {
        browser.open(server.url());
        browser.await("document.body.dataset.ready === 'true'");
    }

    @Test
    void theLandingViewShowsLiveValuesThatMove() throws Exception {
        descent.fly(300);
        openLanding();
        browser.await("document.querySelector('#time').textContent === 'E+300.0'");
        String before = browser.text("#altitude");
        descent.fly(340);
        browser.await("document.querySelector('#time').textContent === 'E+340.0'");
        assertNotEquals(before, browser.text("#altitude"));
        assertTrue(browser.text("#altitude").endsWith(" m"), browser.text("#altitude"));
        assertEquals("parachute radar", browser.text("#phase"));
        assertEquals("live", browser.text("#state"));
        assertEquals("bowl", browser.text("#map-note"));
    }

    @Test
    void aPageOpenedLateHasAllOfTheHistoryAndGoesOnWithoutASeam() throws Exception {
        descent.event(EventCode.ENTRY_INTERFACE, 5334, 0, 0);
        descent.fly(240);
        descent.event(EventCode.PARACHUTE_DEPLOY, 1.8, 518, 13000, 418, 9000, 1);
        descent.fly(345);
        descent.event(EventCode.VISION_FIX, 130, -40, 2, 96, 0.3, 20);
        descent.landmarks("LCAM", 90);
        descent.picture(SegmentId.ROVER, "LCAM", 30).complete();
        descent.fly(350);
        openLanding();
        JsonNode first = browser.eval(MISSION + ".then(m => [m.track.t[0], m.track.t.at(-1), m.track.t.length])");
        assertEquals(0, first.get(0).asDouble());
        assertEquals(350, first.get(1).asDouble(), 0.5);
        assertTrue(first.get(2).asInt() > 900, first.toString());
        assertEquals(2, browser.eval("document.querySelectorAll('#callouts li').length").asInt());
        assertEquals(1, browser.eval(MISSION + ".then(m => m.fixes.length)").asInt());
        browser.await("document.querySelector('#lcam-note').textContent.startsWith('frame 30')");
        browser.await("import('/js/landing.js').then(m => m.map.landmarks.length === 90)");
        for (int k = 1; k <= 40; k++) {
            descent.fly(350 + k / 8.0);
            Thread.sleep(25); // the pace of the link; the page must not depend on it
        }
        browser.await("document.querySelector('#time').textContent === 'E+355.0'");
        double gap = browser.eval(MISSION
                + ".then(m => Math.max(...m.track.t.slice(-200).map((t, i, all) => i ? t - all[i - 1] : 0)))")
                .asDouble();
        assertTrue(gap < 5, "largest gap " + gap + " s");
        browser.screenshot(PICTURES.resolve("landing-late.png"));
        browser.size(1920, 1080);
        browser.await("document.querySelector('#chart').width > 700");
        browser.screenshot(PICTURES.resolve("landing-wall.png"));
        browser.size(1440, 900);
    }

    @Test
    void aPictureAppearsWhenItsLastChunkHasCome() throws Exception {
        descent.fly(320);
        openLanding();
        Descent.ImageTail tail = descent.picture(SegmentId.ROVER, "RDC", 12);
        descent.fly(321);
        browser.await("document.querySelector('#time').textContent === 'E+321.0'");
        assertTrue(browser.eval("document.querySelector('[data-camera=RDC]').dataset.shown ?? null").isNull());
        tail.complete();
        long ms = browser.await("document.querySelector('[data-camera=RDC]').dataset.shown === '12'");
        System.out.println("picture seen " + ms + " ms after its last chunk");
    }

    @Test
    void aBrokenLimitTurnsRedAndItsAlarmIsAcknowledged() throws Exception {
        String propellant = "document.querySelector('[data-channel=\"propulsion.propellantEstimateKg\"]').className";
        descent.fly(380);
        openLanding();
        assertEquals("", browser.eval(propellant).asText());
        descent.propellant(12);
        descent.fly(382);
        browser.await(propellant + " === 'red'");
        browser.await("document.querySelector('#alarm-count').textContent === '1'");
        browser.key("a");
        browser.await("document.querySelector('.sc-panel article.red') !== null");
        browser.screenshot(PICTURES.resolve("landing-alarm.png"));
        browser.click(".sc-panel article.red button");
        browser.await("document.querySelector('.sc-panel .error').textContent.includes('comment')");
        browser.eval("document.querySelector('.sc-panel article.red input').value = 'seen, we land anyway'");
        browser.click(".sc-panel article.red button");
        browser.await("document.querySelector('.sc-panel article.red.quiet') !== null");
        browser.await("document.querySelector('#alarm-count').hidden");
        JsonNode alarm = browser.eval("fetch('/api/alarms').then(r => r.json()).then(a => a.alarms[0])");
        assertEquals("seen, we land anyway", alarm.get("comment").asText());
        assertEquals("operator", alarm.get("acknowledgedBy").asText());
        assertTrue(alarm.get("acknowledged").asBoolean());
        browser.eval("document.querySelector('.sc-panel article.red input').value = 'known, tank gauge'");
        browser.eval(
                "[...document.querySelectorAll('.sc-panel article.red button')].find(b => b.textContent === 'shelve 1 min').click()");
        browser.await(
                "[...document.querySelectorAll('.sc-panel article.red button')].some(b => b.textContent === 'unshelve')");
        alarm = browser.eval("fetch('/api/alarms').then(r => r.json()).then(a => a.alarms[0])");
        assertTrue(alarm.get("shelved").asBoolean());
        assertEquals("known, tank gauge", alarm.get("comment").asText());
    }

    @Test
    void theLinkPanelShowsTheDriftAndWhichChunksAreMissing() throws Exception {
        descent.fly(20);
        descent.picture(SegmentId.ROVER, "RDC", 3);
        openLanding();
        browser.key("k");
        String panel = "document.querySelector('.drawer .sc-panel')?.textContent ?? ''";
        browser.await("/ppm|real time/.test(" + panel + ")");
        browser.await("(" + panel + ").includes('RDC 3: 3 of 4 chunks, missing 3')");
        browser.screenshot(PICTURES.resolve("link.png"));
    }

    @Test
    void aHazardousCommandIsRefusedWithoutArmingAndGoesWithIt() throws Exception {
        descent.fly(10);
        mission.commands().onRun(Descent.RUN);
        openLanding();
        browser.key("c");
        browser.await("document.querySelector('.sc-panel select')?.options.length > 3");
        browser.eval("(s => { s.value = 'separation-inhibit'; s.dispatchEvent(new Event('change')); })"
                + "(document.querySelector('.sc-panel select'))");
        browser.eval("document.querySelector('.sc-panel .target').value = 'BACKSHELL'");
        browser.click(".sc-panel .fire");
        browser.await("document.querySelector('.sc-panel .error').textContent.includes('armed')");
        browser.await("document.querySelector('.sc-panel .stage-refused') !== null");
        assertEquals(List.of(), commands);
        browser.screenshot(PICTURES.resolve("command-refused.png"));
        browser.click(".sc-panel .arm");
        browser.await("document.querySelector('.sc-panel .fire.ready') !== null");
        browser.click(".sc-panel .fire");
        browser.await("document.querySelectorAll('.sc-panel .stage-executed').length === 2");
        browser.screenshot(PICTURES.resolve("command-fired.png"));
        assertEquals(List.of(CommandStep.STEP_ARM, CommandStep.STEP_FIRE), commands.stream().map(Command::getStep)
                .toList());
        assertEquals("operator", commands.get(1).getAuthor());
    }

    /** The list asked for after a command went out may be answered after the live stream has told more. */
    @Test
    void anAnswerThatComesLateDoesNotTakeACommandBackToAnEarlierStage() throws Exception {
        descent.fly(10);
        mission.commands().onRun(Descent.RUN);
        openLanding();
        browser.key("c");
        browser.await("document.querySelector('.sc-panel select')?.options.length > 3");
        browser.eval("{ const real = window.fetch; window.fetch = async (...asked) => {"
                + " const answer = await real(...asked); if (asked[0] !== '/api/commands' || asked[1]?.method) return answer;"
                + " await new Promise(go => { window.letGo = go; }); return answer; }; }");
        browser.click(".sc-panel .send");
        browser.await("document.querySelectorAll('.sc-panel .stage-executed').length === 1 && !!window.letGo");
        browser.eval("window.letGo()");
        browser.await("document.querySelector('.sc-panel dl.counters').textContent.startsWith('queued1')");
        assertEquals(1, browser.eval("document.querySelectorAll('.sc-panel .stage-executed').length").asInt());
    }

    @Test
    void aReplayPausesAndStepsOneTickAndOnePicture() throws Exception {
        Path file = folder.resolve("made-up.mcap");
        try (Recorder recorder = new Recorder(file)) {
            Descent recorded = new Descent(recorder);
            recorded.header();
            for (int s = 1; s <= 20; s++) {
                recorded.fly(s);
                recorded.picture(SegmentId.ROVER, "RDC", s).complete();
            }
            recorded.fly(21);
        }
        server.close();
        try (Playback playback = Playback.open(List.of(file))) {
            server = WebServer.start(playback, WebOptions.on(0));
            openLanding();
            String number = "Number(document.querySelector('.replay .number.time').textContent.match(/E\\+([0-9.]+)/)[1])";
            browser.key(" ");
            browser.await(number + " > 2");
            browser.key(" ");
            browser.await("document.querySelector('#state').textContent === 'paused'");
            String clock = "fetch('/api/replay').then(r => r.json()).then(s => s.positionT)";
            double between = browser.eval(clock).asDouble();
            browser.key("ArrowRight");
            browser.await(clock + ".then(t => t > " + between + ")");
            double tick = browser.eval(clock).asDouble();
            assertEquals(Math.rint(tick * 64), tick * 64, 1e-9, "on a tick");
            browser.key("ArrowRight");
            browser.await(clock + ".then(t => t > " + tick + ")");
            assertEquals(1 / 64.0, browser.eval(clock).asDouble() - tick, 1e-9);
            browser.key("ArrowLeft");
            browser.await(clock + ".then(t => t === " + tick + ")");
            browser.await("document.querySelector('[data-camera=RDC]').dataset.shown !== undefined");
            int shown = browser.eval("Number(document.querySelector('[data-camera=RDC]').dataset.shown)").asInt();
            browser.key(".");
            browser.await("document.querySelector('[data-camera=RDC]').dataset.shown === '" + (shown + 1) + "'");
            browser.screenshot(PICTURES.resolve("replay.png"));
            browser.key(",");
            browser.await("document.querySelector('[data-camera=RDC]').dataset.shown === '" + shown + "'");
            assertEquals("paused", browser.text("#state"));
        }
    }

    private Path recording(String name, long run, double driftM) throws Exception {
        Path file = folder.resolve(name);
        try (Recorder recorder = new Recorder(file)) {
            Descent recorded = new Descent(recorder, run, driftM);
            recorded.header();
            recorded.fly(415);
        }
        return file;
    }

    @Test
    void twoRecordingsLieOnOneTimelineAndAreDrawnOverEachOther() throws Exception {
        Path first = recording("first.mcap", 1, 0);
        Path second = recording("second.mcap", 2, 400);
        server.close();
        try (Playback playback = Playback.open(List.of(first, second))) {
            playback.seek(410_000_000_000L);
            server = WebServer.start(playback, WebOptions.on(0).withMap(map()));
            openLanding();
            String other = "import('/js/landing.js').then(m => m.companions.all[0]?.mission.track";
            browser.await(other + ".t.at(-1) >= 409.5)");
            assertEquals("b", browser.eval("import('/js/landing.js').then(m => m.companions.all[0].id)").asText());
            double apartM = browser.eval(other + ".east.at(-1)).then(b => " + MISSION
                    + ".then(m => b - m.track.east.at(-1)))").asDouble();
            assertEquals(400, apartM, 2);
            assertEquals(2, browser.eval("document.querySelectorAll('#tracks > *').length").asInt());
            browser.screenshot(PICTURES.resolve("replay-two.png"));
            playback.seek(100_000_000_000L);
            browser.await(other + ".t.at(-1) <= 100.5)");
        }
    }

    @Test
    void missionControlShowsObjectsOfTheDictionaryAndColoursLimits() throws Exception {
        Assumptions.assumeTrue(PagesTest.class.getResource("/web/openmct/openmct.js") != null,
                "openmct=absent (-DskipWeb), expected for the mission control page");
        descent.fly(345);
        descent.event(EventCode.LVS_FINE_START, 3800, 130, -40, 12);
        descent.picture(SegmentId.ROVER, "LCAM", 30).complete();
        browser.open(server.url() + "mct/");
        String value = "[...document.querySelectorAll('.c-lad-table tr')].find(r => r.textContent.includes('nav.altitudeAglM'))?.textContent";
        browser.await(value + " !== undefined && " + value + ".match(/\\d/) !== null");
        String before = browser.eval(value).asText();
        descent.propellant(12);
        descent.fly(350);
        browser.await(value + " !== '" + before + "'");
        browser.await("document.querySelector('.c-lad-table .is-limit--red') !== null");
        browser.await("document.querySelector('.c-imagery') !== null && document.querySelector('.gl-plot') !== null");
        browser.screenshot(PICTURES.resolve("mission-control.png"));
    }
}
