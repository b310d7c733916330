/**
 * Campaigns: many landings, each with its own draw of everything uncertain, and what they come to together.
 *
 * <p>Threading: cases run on worker threads and share only what is immutable; a case is a pure function of scenario, campaign seed and
 * number, so the results do not depend on the number of workers. The log takes rows from any of them. Inputs: scenario, seed. Outputs: a folder with
 * the log of results, and once all are in, a Parquet file, a summary and plots.
 */
package dev.skycrane.hil.campaign;
