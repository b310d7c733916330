/**
 * Recordings of others that are not MCAP: files of CCSDS space packets (133.0-B-2) and of AOS or TM transfer frames (732.0-B-4, 132.0-B-3),
 * concatenated, with or without sync markers. What a file is, is found out from its content; what is good in it is counted, what is damaged
 * is named with its place, what the counters say is missing is listed by virtual channel and APID.
 *
 * <p>Threading: one thread per file. Inputs: files. Outputs: {@link dev.skycrane.ground.foreign.ForeignReport}, and the good pieces to whoever
 * wants them. Memory: a window of the file, one packet per virtual channel, the accounts.
 */
package dev.skycrane.ground.foreign;
