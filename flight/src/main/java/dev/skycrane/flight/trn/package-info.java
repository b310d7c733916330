/**
 * Map-relative localisation and safe target selection.
 */
package dev.skycrane.flight.trn;
