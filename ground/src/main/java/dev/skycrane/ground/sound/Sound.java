package dev.skycrane.ground.sound;

/**
 * One channel of sound.
 *
 * @param samples sound pressure in parts of full scale, -1 to 1, one per 1/{@code rateHz}; not copied
 * @param rateHz samples a second
 */
public record Sound(double[] samples, double rateHz) {
    /** Length, s. */
    public double seconds() {
        return samples.length / rateHz;
    }

    /** Root of the mean square, parts of full scale; 0 for no samples. */
    public double rms() {
        double sum = 0;
        for (double s : samples)
            sum += s * s;
        return samples.length == 0 ? 0 : Math.sqrt(sum / samples.length);
    }

    /** Samples at or beyond full scale of 16 bits: the microphone or its converter was overdriven there. */
    public int clipped() {
        int n = 0;
        for (double s : samples)
            if (Math.abs(s) >= 32767.0 / 32768) n++;
        return n;
    }

    /** The part from {@code fromS} to {@code toS}, s from the start; both are held to what is there. */
    public Sound between(double fromS, double toS) {
        int from = place(fromS);
        int to = Math.max(from, place(toS));
        return new Sound(java.util.Arrays.copyOfRange(samples, from, to), rateHz);
    }

    private int place(double s) {
        return (int) Math.max(0, Math.min(samples.length, Math.round(s * rateHz)));
    }
}
