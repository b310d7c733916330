package dev.skycrane.hil.film;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.skycrane.flight.core.Phase;
import dev.skycrane.flight.core.Tick;
import dev.skycrane.ground.command.GroundMain;
import dev.skycrane.ground.sound.Sound;
import dev.skycrane.ground.sound.SoundFile;
import dev.skycrane.hil.plant.Truth;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sound of a made-up descent: mortar at 241 s, quiet canopy, engines from 250 s on, cut at 254 s. */
class MicrophoneSoundTest {
    private static final double BEGIN_S = 240;
    private static final double END_S = 258;
    @TempDir
    Path folder;

    private static TruthTrack track() {
        TruthTrack track = new TruthTrack();
        for (long tick = Tick.fromSeconds(BEGIN_S); tick <= Tick.fromSeconds(END_S); tick++) {
            double t = Tick.toSeconds(tick);
            Truth truth = new Truth();
            truth.tick = tick;
            truth.dynamicPressurePa = t < 242 ? 500 : t < 250 ? 40 : 2;
            if (t >= 241) truth.mortarTick = Tick.fromSeconds(241);
            truth.heatShieldFree = t >= 245;
            truth.backshellFree = t >= 249;
            if (t >= 254) truth.bridleCutTick = Tick.fromSeconds(254);
            if (t >= 250 && t < 256) Arrays.fill(truth.mleThrust, 0.6);
            track.add(truth, Phase.PARACHUTE, 0, 0);
        }
        return track;
    }

    private static double rms(Sound s, double fromS, double toS) {
        return s.between(fromS - BEGIN_S, toS - BEGIN_S).rms();
    }

    @Test
    void bangsAndRoarStandWhereTheyHappen() {
        Sound s = new MicrophoneSound(track(), 1).between(BEGIN_S, END_S, Double.POSITIVE_INFINITY);
        assertEquals(END_S - BEGIN_S, s.seconds(), 1e-3);
        double canopy = rms(s, 246, 249);
        assertTrue(rms(s, 241, 241.05) > 5 * rms(s, 240.5, 240.95), "mortar");
        assertTrue(rms(s, 251, 253.5) > 5 * canopy, "engines " + rms(s, 251, 253.5) + ", canopy " + canopy);
        assertTrue(rms(s, 255.5, 256) < 0.6 * rms(s, 251, 253.5), "stage flies off");
        assertTrue(rms(s, 257, 258) > 0.001, "the rover's own pump is never off");
    }

    @Test
    void partsOfALandingAreThoseOfTheWholeAndAnotherSeedIsAnotherNoise() {
        MicrophoneSound m = new MicrophoneSound(track(), 1);
        Sound one = m.between(BEGIN_S, 241, Double.POSITIVE_INFINITY);
        Sound again = new MicrophoneSound(track(), 1).between(BEGIN_S, 243, Double.POSITIVE_INFINITY);
        assertArrayEquals(one.samples(), Arrays.copyOf(again.samples(), one.samples().length));
        Sound other = new MicrophoneSound(track(), 2).between(BEGIN_S, 241, Double.POSITIVE_INFINITY);
        assertTrue(one.samples()[500] != other.samples()[500]);
    }

    @Test
    void aDeadMicrophoneRecordsNothingFromThenOn() {
        TruthTrack track = track();
        assertTrue(Double.isInfinite(track.microphoneDeadS()));
        track.microphoneDead(Tick.fromSeconds(245));
        track.microphoneDead(Tick.fromSeconds(246));
        assertEquals(245, track.microphoneDeadS());
        assertEquals(5, new MicrophoneSound(track, 1).between(BEGIN_S, END_S, track.microphoneDeadS()).seconds(), 1e-3);
        assertEquals(0, new MicrophoneSound(track, 1).between(246, END_S, track.microphoneDeadS()).samples().length);
    }

    @Test
    void theStationsFilterTakesThePumpOutOfIt() throws java.io.IOException {
        Path wav = folder.resolve("descent.wav");
        SoundFile.write(new MicrophoneSound(track(), 1).between(BEGIN_S, END_S, Double.POSITIVE_INFINITY), wav);
        Path out = folder.resolve("sound");
        assertEquals(0,
                GroundMain.commandLine().execute("audio", wav.toString(), "--noise-from", "17", "--noise-to", "18",
                        "--out", out
                                .toString()));
        assertTrue(Files.exists(out.resolve("descent-after.png")));
        Sound filtered = SoundFile.read(out.resolve("descent-filtered.wav"));
        Sound raw = SoundFile.read(wav);
        assertTrue(rms(filtered, 257, 258) < 0.4 * rms(raw, 257, 258), "the pump is taken out");
        assertTrue(rms(filtered, 251, 253) > 0.7 * rms(raw, 251, 253), "the engines stay");
    }
}
