/**
 * Recordings: what the link receives on disk, and what is inside a recording.
 *
 * <p>Every frame is one MCAP message under its MQTT topic, with the schema of its payload's type, so that other programs read it as it
 * is: log time = receipt (wall clock), publish time = on-board time, sequence = the frame's sequence number (low 32 bits). The time of
 * an exposure stands in the picture's description. The run (id, scenario, seed, software, overrides) stands in metadata {@code run} and
 * {@code parameters} too.
 *
 * <p>Pictures stand in chunks of their own that are not compressed again. A folder of recordings has a file per run and per gigabyte, each with
 * the run's header at its head, and an index database. A full disk leaves whole files: the chunk that does not fit is kept and tried
 * again, frames that come meanwhile are left out, counted and told.
 *
 * <p>Threading: {@link dev.skycrane.ground.archive.Recorder} takes frames on the link's thread and writes on its own; when the disk
 * is slower than the bus the link waits, so nothing is dropped. All else belongs to one thread. Inputs: frames, MCAP files of any
 * writer. Outputs: MCAP files, accounts of them.
 */
package dev.skycrane.ground.archive;
