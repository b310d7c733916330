package dev.skycrane.hil.film;

import dev.skycrane.flight.core.Tick;
import dev.skycrane.ground.sound.Sound;
import dev.skycrane.hil.plant.Truth;
import dev.skycrane.hil.terrain.Noise;

/**
 * What the microphone on the rover's side hears of a landing: the air rushing past, muffled while the shells are closed; mortar, release of shield,
 * backshell and rover, bridle cut as bangs; the engines' roar by thrust; wheels on the ground; the rover's own pump all the time and the preamplifier's
 * hiss. Pressure becomes full scale at {@value #FULL_SCALE_PA} Pa; what is louder is clipped, as an overdriven converter does. The thin air carries high
 * tones badly: everything from outside passes a low-pass (Maurice et al., Nature 605, 2022: above 1 kHz Mars' air damps strongly). Levels: our own estimate.
 * Deterministic in seed and truth. A microphone that is dead records nothing from then on.
 */
final class MicrophoneSound {
    static final int RATE_HZ = 24_000;
    static final double FULL_SCALE_PA = 40;
    /** Rush of air, part of the dynamic pressure, outside and inside the closed shells. */
    private static final double RUSH = 0.012;
    private static final double INSIDE = 0.15;
    /** Roar at the sum of eight engines at full thrust, Pa. */
    private static final double ROAR_PA = 14;
    private static final double MOST_THRUST = 8;
    private static final double PUMP_PA = 0.18;
    private static final double PUMP_HZ = 147;
    private static final double HISS_PA = 0.02;
    private static final double BANG_PA = 55;
    private static final double BANG_S = 0.08;
    private static final double RING_HZ = 230;
    private static final double THUD_PA = 18;
    private static final double THUD_S = 0.15;
    private static final double THUD_HZ = 45;
    private static final double AIR_CUT_HZ = 1400;
    private static final double ROAR_CUT_HZ = 320;

    private final TruthTrack track;
    private final long seed;

    MicrophoneSound(TruthTrack track, long seed) {
        this.track = track;
        this.seed = Noise.mix(seed ^ 0x6d6963726f70686fL);
    }

    /**
     * The sound from one time to another, s; shorter when the microphone dies before, without samples when it never lived.
     *
     * @param deadS time from which on it records nothing; infinite for a sound one
     */
    Sound between(double fromS, double toS, double deadS) {
        double end = Math.min(toS, Math.min(deadS, Tick.toSeconds(track.lastTick())));
        int n = (int) Math.max(0, Math.floor((end - fromS) * RATE_HZ));
        double[] out = new double[n];
        double air = smoothing(AIR_CUT_HZ);
        double low = smoothing(ROAR_CUT_HZ);
        double rush = 0;
        double roar = 0;
        double outside = 0;
        long first = Math.round(fromS * RATE_HZ);
        for (int i = 0; i < n; i++) {
            long sample = first + i;
            double t = (double) sample / RATE_HZ;
            Truth now = track.truth((long) Math.floor(t * Tick.RATE_HZ));
            rush += low * (white(sample, 1) - rush);
            roar += low * (white(sample, 2) - roar);
            double loud = rush(now) * GAIN * rush + roar(now) * GAIN * roar + bangs(now, t, sample);
            outside += air * (loud - outside);
            double own = PUMP_PA * pump(t) + HISS_PA * white(sample, 3);
            out[i] = Math.max(-1, Math.min(1, (outside + own) / FULL_SCALE_PA));
        }
        return new Sound(out, RATE_HZ);
    }

    /** White noise through a low-pass of one pole loses this much of its strength; it is given back. */
    private static final double GAIN = 1 / Math.sqrt(smoothing(ROAR_CUT_HZ) / (2 - smoothing(ROAR_CUT_HZ)));

    private static double smoothing(double cutHz) {
        return 1 - StrictMath.exp(-2 * Math.PI * cutHz / RATE_HZ);
    }

    private double white(long sample, int source) {
        return Noise.normal(Noise.mix(seed + 0x9e3779b97f4a7c15L * (4 * sample + source)));
    }

    private static double rush(Truth t) {
        double closed = t.backshellFree ? 1 : t.heatShieldFree ? 0.6 : INSIDE;
        return RUSH * closed * t.dynamicPressurePa;
    }

    private static double roar(Truth t) {
        if (!t.backshellFree) return 0;
        double thrust = 0;
        for (double one : t.mleThrust)
            thrust += one;
        double part = Math.min(1, thrust / MOST_THRUST);
        // the stage flies off after the cut: the sound goes with the distance
        double away = t.bridleCutTick < 0 ? 0 : Tick.toSeconds(t.tick - t.bridleCutTick);
        return ROAR_PA * Math.sqrt(part) / (1 + 0.6 * away * away);
    }

    private double bangs(Truth now, double t, long sample) {
        double sum = bang(t, now.mortarTick, 1, sample) + bang(t, now.heatShieldTick, 0.7, sample)
                + bang(t, now.backshellTick, 0.8, sample) + bang(t, now.bridleCutTick, 0.5, sample);
        for (TruthTrack.Event e : track.events()) {
            switch (e.name()) {
                case "ROVER_SEPARATION" -> sum += bang(t, e.tick(), 0.4, sample);
                case "TOUCHDOWN" -> sum += thud(t, e.tick());
                default -> {
                    // others make no sound
                }
            }
        }
        return sum;
    }

    private double bang(double t, long tick, double loud, long sample) {
        double since = t - Tick.toSeconds(tick);
        if (tick < 0 || since < 0 || since > 10 * BANG_S) return 0;
        double ring = StrictMath.sin(2 * Math.PI * RING_HZ * since) + 0.6 * white(sample, 0);
        return loud * BANG_PA * StrictMath.exp(-since / BANG_S) * ring;
    }

    private static double thud(double t, long tick) {
        double since = t - Tick.toSeconds(tick);
        if (since < 0 || since > 10 * THUD_S) return 0;
        return THUD_PA * StrictMath.exp(-since / THUD_S) * StrictMath.sin(2 * Math.PI * THUD_HZ * since);
    }

    /** The rover's coolant pump: a tone with its harmonics that beat slowly. */
    private static double pump(double t) {
        double beat = 1 + 0.25 * StrictMath.sin(2 * Math.PI * 0.7 * t);
        double sum = 0;
        for (int k = 1; k <= 5; k++)
            sum += StrictMath.sin(2 * Math.PI * PUMP_HZ * k * t + k) / k;
        return beat * sum;
    }
}
