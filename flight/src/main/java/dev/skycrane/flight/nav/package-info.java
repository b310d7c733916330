/**
 * Navigation: strapdown propagation, radar and vision updates, derived quantities.
 */
package dev.skycrane.flight.nav;
