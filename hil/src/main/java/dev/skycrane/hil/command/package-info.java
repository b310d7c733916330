/**
 * The harness program: the command line that has everything for one machine.
 *
 * <p>Threading: the main thread. Inputs: arguments. Output: exit code.
 */
package dev.skycrane.hil.command;
