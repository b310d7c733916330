package dev.skycrane.hil.render;

import dev.skycrane.flight.geometry.Vec3;

/** One surface of a {@link Model}, in the model's axes. Immutable. */
interface Solid {
    /** Offers the place where the ray of {@code hit} meets this. */
    void meet(Hit hit);

    /** Middle of a ball that holds it, m. */
    Vec3 middle();

    /** Radius of that ball, m. */
    double sizeM();
}
