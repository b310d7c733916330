/**
 * The descent state machine: phases, guards, actions and the records that say why.
 *
 * <p>{@code DescentMachine} holds phase, time, pyros and cut segments; {@code EntrySequence} and {@code LandingSequence} have one method per phase.
 * A phase is left only through {@code DescentMachine.transition}: the event carries the values that fired, debug events those that did
 * not. What cannot be met ends the descent with an {@code AbortReason}.
 *
 * <p>Threading: the flight thread. Inputs: switches, navigation state, guidance's margins. Outputs: pyros, cut segments, end of mission.
 */
package dev.skycrane.flight.descent;
