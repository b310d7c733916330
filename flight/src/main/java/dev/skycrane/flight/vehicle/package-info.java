/**
 * Knowledge of planet and vehicle that flight software and plant share, declared once as parameters: planet, atmosphere,
 * aerodynamics, masses, engines; and the one running account of it, the propellant ledger.
 *
 * <p>Threading: models are immutable after construction; the ledger belongs to the flight thread. Inputs: parameters, commands.
 */
package dev.skycrane.flight.vehicle;
