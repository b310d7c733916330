/**
 * Recordings for other people's tools: tables (CSV, Parquet), a cut of the recording (MCAP), pictures with what is known of each (PNG or JPEG,
 * JSON), the telemetry dictionary as XTCE 1.2 (OMG formal/2018-10-01) and the telemetry as CCSDS space packets (133.0-B-2) that this
 * description describes.
 *
 * <p>Every output is written beside its place and moved there when it is whole. Damaged places of a recording are passed over, counted and told.
 *
 * <p>Threading: the caller's thread. Inputs: recordings of this software (for a cut any MCAP file), the dictionary. Outputs: files.
 */
package dev.skycrane.ground.export;
