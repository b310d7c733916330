package dev.skycrane.hil.rig.standin;

/**
 * A light that blinks by the monotonic clock, which all programs of a machine share, so that the stand-in camera sees it and the stand-in
 * {@code gpiomon} tells its edges. Written {@code ON_US,OFF_US} in the environment variable {@value #VARIABLE}.
 *
 * @param onNs lit from each multiple of the cycle
 * @param offNs dark after that
 */
record Blinking(long onNs, long offNs) {
    static final String VARIABLE = "SKYCRANE_STANDIN_BLINKING";
    private static final int STEPS = 64;

    /** What the environment says; null for none. */
    static Blinking ofEnvironment() {
        String text = System.getenv(VARIABLE);
        if (text == null) return null;
        String[] us = text.split(",");
        return new Blinking(1000 * Long.parseLong(us[0]), 1000 * Long.parseLong(us[1]));
    }

    long cycleNs() {
        return onNs + offNs;
    }

    /** The share of a time during which it is lit. */
    double litShare(long fromNs, long untilNs) {
        int lit = 0;
        for (int i = 0; i < STEPS; i++)
            if (Math.floorMod(fromNs + (untilNs - fromNs) * i / STEPS, cycleNs()) < onNs) lit++;
        return (double) lit / STEPS;
    }
}
