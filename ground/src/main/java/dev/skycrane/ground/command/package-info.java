/**
 * The ground program: the command line of the station.
 *
 * <p>Threading: the main thread. Inputs: arguments. Output: exit code.
 */
package dev.skycrane.ground.command;
