/**
 * Guidance: entry, range trigger, powered descent, sky crane, flyaway.
 *
 * <p>{@code EntryGuidance} answers in the phases up to the parachute, {@code PoweredGuidance} from backshell release on; a phase belongs to one of
 * them. {@code DivertPlan} is the powered approach, planned once; {@code ThrustPointing} turns acceleration into attitude.
 *
 * <p>Threading: the flight thread. Inputs: phase and its age, navigation state, propellant ledger. Output: {@code GuidanceCommand}. State: the
 * plan, the profile in force, the thrust correction.
 */
package dev.skycrane.flight.guidance;
