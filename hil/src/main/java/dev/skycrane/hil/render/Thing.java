package dev.skycrane.hil.render;

/** A thing in front of a camera, in axes east, north, up with the origin at the camera, m. Immutable while a picture is painted. */
interface Thing {
    /**
     * Offers the place where the ray of {@code hit} meets this.
     *
     * @param local scratch of the calling thread
     */
    void meet(Hit hit, Hit local);

    /** What of this the rays of a cone may meet: itself, less than itself, or null for nothing. */
    Thing within(Cone cone);

    /** Whether it throws a shadow; thin things do not. */
    default boolean shades() {
        return true;
    }
}
