package dev.skycrane.ground.web;

/** Times inside are long ns; outside they are on-board seconds and wall-clock ms. */
final class Times {
    private Times() {}

    static double seconds(long onboardNs) {
        return onboardNs == Long.MIN_VALUE || onboardNs == Long.MAX_VALUE ? Double.NaN : onboardNs / 1e9;
    }

    /** 0 is no time. */
    static double ms(long unixNs) {
        return unixNs == 0 ? Double.NaN : unixNs / 1e6;
    }
}
