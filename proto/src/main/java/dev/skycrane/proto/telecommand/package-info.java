/**
 * Commands on the wire: the key that ground and vehicle share, the seal on a command, the streams that commands and their
 * acknowledgements travel on.
 *
 * <p>A command is genuine when its HMAC-SHA-256 is of the shared key, its run is the present one, and its counter is above the last
 * and not more than {@link dev.skycrane.proto.telecommand.CommandSeal#WINDOW} above it. Threading: immutable, any thread. Inputs: commands, key
 * files. Outputs: frames, commands.
 */
package dev.skycrane.proto.telecommand;
