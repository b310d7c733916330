/**
 * Commands inside the flight software: the queue that brings accepted ones to the tick, the dispatcher that has them executed, the
 * parameters that they may change.
 *
 * <p>A command is an input like any other: the runner puts what waits in the {@link dev.skycrane.flight.command.CommandQueue} into
 * the sensor frame of the next tick, the frame is recorded, and a re-flight of the recording executes the same command in the same tick.
 * Whether a command is genuine has been settled before, by the umbilical.
 *
 * <p>Threading: the queue joins two threads; all else belongs to the flight thread. Inputs: {@code core.SensorFrame.commands}. Outputs: the
 * events {@code COMMAND_EXECUTED} and {@code COMMAND_FAILED}, the channels {@code commanding.*}, and what the handlers do.
 */
package dev.skycrane.flight.command;
