/**
 * Landing-site maps: the synthetic Jezero, import of orbital images and elevation models, and the way from a map package to the map in
 * memory.
 *
 * <p>Threading: each call runs in the caller's thread, helped by the threads of a {@link dev.skycrane.hil.terrain.Rows} when one is
 * given; results do not depend on how many. Inputs: a seed, or the user's files. Outputs: {@link dev.skycrane.proto.site.MapPackage},
 * {@link dev.skycrane.flight.trn.SiteMap}.
 */
package dev.skycrane.hil.terrain;
