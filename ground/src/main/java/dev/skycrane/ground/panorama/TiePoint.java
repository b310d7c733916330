package dev.skycrane.ground.panorama;

/** One thing that two frames see: places in frames {@code a} and {@code b}, px. */
record TiePoint(int a, int b, double ax, double ay, double bx, double by) {}
