/**
 * What the three command lines have in common: exit codes, one-line errors, version, progress of long work.
 *
 * <p>Threading: the main thread; progress is told by any. Inputs: the command's annotated object, its arguments. Output: an exit code.
 */
package dev.skycrane.proto.command;
