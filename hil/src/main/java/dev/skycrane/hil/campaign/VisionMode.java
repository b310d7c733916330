package dev.skycrane.hil.campaign;

/** Where the map-relative fixes of a campaign come from; stands in every output. */
public enum VisionMode {
    /** An error model of the localisation, fitted from image-in-the-loop runs. */
    MODEL,
    /** Rendered pictures and the flight code of the localisation. */
    IMAGES;

    /** As it is written on the command line and in the outputs. */
    public String label() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
