/**
 * Histories of channels: every row of telemetry as columns on disk, so that a page may ask for any channel over any time, as samples or as
 * min/max buckets, however long the mission has lasted.
 *
 * <p>A column file is derived from the recording and may be thrown away. It is a sequence of blocks of {@value
 * dev.skycrane.ground.column.ColumnStore#BLOCK_ROWS} rows, each written once:
 *
 * <pre>
 * 'SKCB' 4 | body length 4 | body | CRC-32C of the body 4        numbers little-endian
 * body: rows 4, channels 4, dictionary 8, length of times 4, times (zstd of on-board and receipt ns, differences, 8 each)
 *       per channel 16: encoding 1 (0 constant, 1 float, 2 double), 3 unused, packed length 4, then the constant 8,
 *                       or offset of its summary 4 and of its values 4, from the start of the body
 *       summaries: per channel that is not constant, per 64 rows: min 8, max 8, last 8; NaN = no value
 *       values: zstd of the numbers, byte planes apart
 * </pre>
 *
 * <p>A block that is cut off or whose CRC is wrong ends the file: its rows, and those that were not yet in a block, are in the recording.
 *
 * <p>Threading: {@link dev.skycrane.ground.column.ColumnStore} may be used by any thread. Inputs: rows in nearly ascending on-board time.
 * Outputs: samples and buckets.
 */
package dev.skycrane.ground.column;
