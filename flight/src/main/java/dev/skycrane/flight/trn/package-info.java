/**
 * Map-relative localisation and safe target selection.
 *
 * <p>{@link dev.skycrane.flight.trn.LvsSupervisor} runs in the flight thread and decides when a frame is taken and what is asked;
 * {@link dev.skycrane.flight.trn.VisionComputer} answers with a fix or the reason for none and may run in a thread of its own, one
 * frame at a time; {@link dev.skycrane.flight.trn.SafeTargetSelector} runs in the flight thread.
 *
 * <p>Inputs: navigation state, frames of the Lander Vision System camera, {@link dev.skycrane.flight.trn.SiteMap}. Outputs:
 * {@link dev.skycrane.flight.core.VisionFix}, {@link dev.skycrane.flight.trn.MatchedLandmarks} for people, the landing target. Of the map
 * a window about the site's target is kept. The coarse search goes over the whole prior: in large cells first, in cells of half the size
 * where its peak has a rival, over heights too where the height is not known to 5 %. A fix has to pass: coarse peaks without a rival that
 * also leads to a fix, enough landmarks found that agree, small residuals, a small covariance, attitude and height near the prior's, and
 * for the first fix agreement of successive frames; whoever loses track searches everywhere again. Landmarks are correlated in integer
 * arithmetic, tiles in fixed-order float arithmetic; everything else is fixed-order double arithmetic with StrictMath, so that equal
 * inputs give equal bits. Nothing is allocated per frame.
 */
package dev.skycrane.flight.trn;
