/**
 * The same, its implementation.
 *
 * <p>Threading: as the caller's. Inputs, outputs: none.
 */
package gnu.trove.map.hash;
