/**
 * What the three command lines have in common: exit codes, one-line errors, version.
 *
 * <p>Threading: the main thread. Inputs: the command's annotated object, its arguments. Output: an exit code.
 */
package dev.skycrane.proto.command;
