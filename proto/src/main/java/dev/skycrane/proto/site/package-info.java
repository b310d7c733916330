/**
 * Landing-site map packages on disk: a folder of {@code appearance.tif}, {@code elevation.tif}, optional {@code hazard.tif}
 * and {@code site.yaml}; and the GeoTIFF files of which they are made.
 *
 * <p>Purpose: the one place that knows the format. Threading: everything is called by one thread and keeps no state. Inputs and
 * outputs: files of the user; anything wrong with them is an {@link dev.skycrane.proto.InputException}, a package is written whole or
 * not at all, and sizes are bounded before memory is taken.
 */
package dev.skycrane.proto.site;
