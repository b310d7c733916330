/**
 * Control: makes the attitude and thrust that guidance asks for.
 *
 * <p>{@code EntryControl} flies the capsule on its thrusters, {@code PoweredControl} the descent stage on engines and thrusters;
 * {@code EngineAllocator} and {@code RcsAllocator} share forces and torques among them inside their limits. Thrust and torque that could not be
 * given are counted.
 *
 * <p>Threading: the flight thread. Inputs: guidance command, navigation state, vehicle models. Outputs: duties and throttles of the actuator
 * frame. State: counters alone in powered flight.
 */
package dev.skycrane.flight.control;
