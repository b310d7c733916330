/**
 * Map-relative localisation and safe target selection.
 *
 * <p>{@link dev.skycrane.flight.trn.LvsSupervisor} runs in the flight thread and decides when a frame is taken and what is asked;
 * {@link dev.skycrane.flight.trn.VisionComputer} answers with a fix or the reason for none and may run in a thread of its own, one
 * frame at a time; {@link dev.skycrane.flight.trn.SafeTargetSelector} runs in the flight thread.
 *
 * <p>Inputs: navigation state, frames of the Lander Vision System camera, {@link dev.skycrane.flight.trn.SiteMap}. Outputs:
 * {@link dev.skycrane.flight.core.VisionFix}, the landing target. Image correlation is integer arithmetic; everything else is
 * fixed-order double arithmetic with StrictMath, so that equal inputs give equal bits. Nothing is allocated per frame.
 */
package dev.skycrane.flight.trn;
