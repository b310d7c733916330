/**
 * Stands in for what BoofCV needs of a library that does not ship with this program.
 *
 * <p>Threading: as the caller's. Inputs, outputs: none.
 */
package gnu.trove.map;
