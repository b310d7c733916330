package dev.skycrane.hil.render;

/** One surface of a {@link Model}, in the model's axes. Immutable. */
interface Solid {
    /** Offers the place where the ray of {@code hit} meets this. */
    void meet(Hit hit);

    /** Largest distance from the model's origin, m. */
    double reachM();
}
