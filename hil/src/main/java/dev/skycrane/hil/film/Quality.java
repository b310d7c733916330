package dev.skycrane.hil.film;

/**
 * How fine footage is.
 *
 * @param label the option's word
 * @param widthPx columns of the video cameras
 * @param heightPx rows
 * @param rateHz pictures per second
 * @param closeRateHz in the minute around the parachute's opening and the two minutes to the ground
 * @param burstRateHz of the parachute cameras from the mortar to some seconds after
 * @param instants moments of an exposure that are averaged
 */
record Quality(String label, int widthPx, int heightPx, double rateHz, double closeRateHz, double burstRateHz,
        int instants) {
    /** A look in minutes. */
    static final Quality DRAFT = new Quality("draft", 640, 512, 5, 10, 30, 2);
    /** The cameras' own size (dossier section 6.1), for hours of rendering. */
    static final Quality FULL = new Quality("full", 1280, 1024, 10, 30, 75, 4);

    /** @return null for a word that is neither */
    static Quality of(String label) {
        return label.equals(DRAFT.label) ? DRAFT : label.equals(FULL.label) ? FULL : null;
    }

    /** The three rates in a word: pictures of other rates have other numbers. */
    String rates() {
        return rateHz + " " + closeRateHz + " " + burstRateHz;
    }

    Quality with(double newRateHz) {
        return new Quality(label, widthPx, heightPx, newRateHz, newRateHz, newRateHz, instants);
    }
}
