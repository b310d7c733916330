package dev.skycrane.hil.render;

/** A thing in front of a camera, in the camera's frame, m. */
interface Shape {
    /** Offers the place where the ray with unit direction (x, y, z) meets this thing. */
    void meet(double x, double y, double z, Hit hit);
}
