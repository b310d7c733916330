/**
 * Knowledge of planet and vehicle that flight software and plant share, declared once as parameters: planet, atmosphere,
 * aerodynamics, masses, engines.
 *
 * <p>Threading: immutable after construction. Inputs: parameters. No state.
 */
package dev.skycrane.flight.vehicle;
