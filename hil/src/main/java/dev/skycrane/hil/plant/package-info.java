/**
 * Truth: the planet, the air, the vehicle and its parts, moved one tick at a time.
 *
 * <p>{@link dev.skycrane.hil.plant.Plant} flies the entry vehicle (capsule in six degrees of freedom, then capsule and canopy on their riser)
 * until the backshell is released, hands its {@link dev.skycrane.hil.plant.RigidState} to the powered vehicle (stage, and rover on the
 * bridle), and follows heat shield and backshell to the ground. Dispersions are parameters and draws of the seed given at construction.
 *
 * <p>Threading: one plant belongs to one thread; who shows the truth elsewhere copies it. Inputs: parameters, seed, ground,
 * {@code ActuatorFrame} per tick. Outputs: {@link dev.skycrane.hil.plant.Truth}. Mathematics is strict: the same inputs give the same truth
 * on every machine.
 */
package dev.skycrane.hil.plant;
