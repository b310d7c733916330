/**
 * Sensor models: what the vehicle's instruments make of the truth. IMU with bias, scale, misalignment, noise and quantisation; the
 * terrain descent radar with its beams, limits and latency; debounced switches; the knowledge of the state at entry. They are healthy: faults come in
 * behind them, in {@link dev.skycrane.hil.fault}.
 *
 * <p>Threading: the harness's loop alone. Inputs: {@code plant.Truth}. Outputs: {@code core.SensorFrame}. Every random number
 * comes from {@link dev.skycrane.hil.noise.NoiseSource}, a function of seed, stream name and count.
 */
package dev.skycrane.hil.sensor;
