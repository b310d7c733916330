package dev.skycrane.hil.film;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.skycrane.flight.core.CameraId;
import dev.skycrane.flight.core.Phase;
import dev.skycrane.flight.core.Tick;
import dev.skycrane.flight.geometry.Quat;
import dev.skycrane.flight.geometry.Vec3;
import dev.skycrane.hil.plant.Truth;
import dev.skycrane.hil.render.Instant;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Which picture is taken when, on a made-up landing: mortar at 240 s, backshell at 365 s, cut at 425 s, end at 450 s. */
@Timeout(60)
class FilmPlanTest {
    private static final double FIRST_S = 230;
    private static final double LAST_S = 450;
    private static final int ALL = (1 << CameraId.values().length) - 1;

    private static long tick(double s) {
        return Tick.fromSeconds(s);
    }

    /** @param deadFromS parachute camera B gives nothing from this time on */
    private static TruthTrack track(double deadFromS) {
        TruthTrack track = new TruthTrack();
        Truth t = new Truth();
        for (long k = tick(FIRST_S); k <= tick(LAST_S); k++) {
            double s = Tick.toSeconds(k);
            t.tick = k;
            t.rMcmfM.set(3_400_000 - 80 * s, 10 * s, 0);
            t.qMcmfFromBody.fromAxisAngle(0, 0, 1, 0.1 * s);
            t.canopyInflation = Math.min(1, Math.max(0, s - 241));
            if (s >= 240) t.mortarTick = tick(240);
            if (s >= 365) t.backshellTick = tick(365);
            if (s >= 425) t.bridleCutTick = tick(425);
            int bits = 0;
            if (s >= 236) bits |= CameraId.PUC_A.bit() | CameraId.PUC_B.bit();
            if (s >= 231) bits |= CameraId.RDC.bit();
            if (s >= 400 && s < 425) bits |= CameraId.DDC.bit();
            if (k % 200 == 0) bits |= CameraId.LCAM.bit();
            track.add(t, Phase.PARACHUTE, bits, s >= deadFromS ? ALL & ~CameraId.PUC_B.bit() : ALL);
        }
        return track;
    }

    private static FilmPlan plan(TruthTrack track, Quality quality, double fromS, double toS) {
        return new FilmPlan(track, quality, EnumSet.allOf(CameraId.class), fromS, toS);
    }

    @Test
    void parachuteCamerasBurstAtTheMortarAndEndWithTheBackshell() {
        List<FilmPlan.Shot> shots = plan(track(1e6), Quality.FULL, 0, 1e6).shots().get(CameraId.PUC_A);
        assertEquals(236, shots.get(0).timeS(), 1e-9);
        assertEquals(365, shots.get(shots.size() - 1).timeS(), 0.1);
        long burst = shots.stream().filter(s -> s.timeS() >= 240 && s.timeS() < 244).count();
        assertEquals(4 * 75, burst, 2);
        long close = shots.stream().filter(s -> s.timeS() >= 250 && s.timeS() < 280).count();
        assertEquals(30 * 30, close, 2);
        long far = shots.stream().filter(s -> s.timeS() >= 295 && s.timeS() < 300).count();
        assertEquals(5 * 10, far, 1);
    }

    @Test
    void twoMinutesToTheGroundAreFilmedAtFullRateAndStageCamerasSeeTheBackshellLeave() {
        FilmPlan plan = plan(track(1e6), Quality.FULL, 0, 1e6);
        long rdc = plan.shots().get(CameraId.RDC).stream().filter(s -> s.timeS() >= 306 && s.timeS() < 426).count();
        assertEquals(120 * 30, rdc, 2);
        List<FilmPlan.Shot> ddc = plan.shots().get(CameraId.DDC);
        assertEquals(363.5, ddc.get(0).timeS(), 1e-9);
        assertTrue(ddc.get(ddc.size() - 1).timeS() < 425.1, "its segment is cut with the rover");
        assertTrue(plan.shots().get(CameraId.PUC_C).isEmpty(), "never exposed");
    }

    @Test
    void deadCameraFilmsNothingMore() {
        FilmPlan plan = plan(track(240.3), Quality.DRAFT, 0, 1e6);
        List<FilmPlan.Shot> b = plan.shots().get(CameraId.PUC_B);
        assertTrue(b.get(b.size() - 1).timeS() <= 240.32);
        assertTrue(plan.shots().get(CameraId.PUC_A).size() > 4 * b.size());
    }

    @Test
    void pictureIsTheSameOneWhateverPartIsAskedFor() {
        TruthTrack track = track(1e6);
        List<FilmPlan.Shot> all = plan(track, Quality.DRAFT, 0, 1e6).shots().get(CameraId.RDC);
        List<FilmPlan.Shot> some = plan(track, Quality.DRAFT, 300, 310).shots().get(CameraId.RDC);
        assertEquals(all.stream().filter(s -> s.timeS() >= 300 && s.timeS() < 310).toList(), some);
        List<FilmPlan.Shot> lcam = plan(track, Quality.DRAFT, 0, 1e6).shots().get(CameraId.LCAM);
        List<FilmPlan.Shot> late = plan(track, Quality.DRAFT, 400, 410).shots().get(CameraId.LCAM);
        assertEquals(lcam.stream().filter(s -> s.timeS() >= 400 && s.timeS() < 410).toList(), late);
        Set<String> names = new HashSet<>();
        all.forEach(s -> names.add(FrameNames.of(s)));
        assertEquals(all.size(), names.size());
    }

    @Test
    void localisationPicturesAreThoseOfTheLanding() {
        List<FilmPlan.Shot> lcam = plan(track(1e6), Quality.DRAFT, 0, 1e6).shots().get(CameraId.LCAM);
        for (FilmPlan.Shot shot : lcam)
            assertEquals(0, shot.tick() % 200);
        assertEquals((tick(LAST_S) - tick(FIRST_S)) / 200.0, lcam.size(), 1);
    }

    @Test
    void nameCarriesCameraCodeAndSpacecraftClock() {
        // entry interface at 666952679.26 s of ephemeris time, dossier section 1.3
        assertEquals("EAF_0000_0666952919_760_E00007.jpg",
                FrameNames.of(new FilmPlan.Shot(CameraId.PUC_A, 7, 240.5, 0.001)));
        assertEquals("EL", FrameNames.code(CameraId.LCAM));
    }

    @Test
    void truthBetweenTicksLiesBetweenThem() {
        TruthTrack track = track(1e6);
        double timeS = 300 + 0.25 * Tick.PERIOD_S;
        Instant now = track.at(timeS);
        assertEquals(3_400_000 - 80 * timeS, now.truth().rMcmfM.x, 1e-6);
        Vec3 axis = now.truth().qMcmfFromBody.rotate(new Vec3(1, 0, 0), new Vec3());
        Vec3 expected = new Quat().fromAxisAngle(0, 0, 1, 0.1 * timeS).rotate(new Vec3(1, 0, 0), new Vec3());
        assertEquals(0, axis.subtract(expected).norm(), 1e-7);
        assertEquals(0.5 + 0.5 * Tick.PERIOD_S, track.at(241.5 + 0.5 * Tick.PERIOD_S).truth().canopyInflation, 1e-9);
    }
}
