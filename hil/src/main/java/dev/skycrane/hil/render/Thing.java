package dev.skycrane.hil.render;

/** A thing in front of a camera, in axes east, north, up with the origin at the camera, m. Immutable while a picture is painted. */
interface Thing {
    /**
     * Offers the place where the ray of {@code hit} meets this.
     *
     * @param local scratch of the calling thread
     */
    void meet(Hit hit, Hit local);

    /** Whether it throws a shadow; thin things do not. */
    default boolean shades() {
        return true;
    }
}
