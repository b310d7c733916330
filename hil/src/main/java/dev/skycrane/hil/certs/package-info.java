/**
 * Certificates for a laboratory's bus: an authority of its own, the broker, every segment, ground and station.
 *
 * <p>Threading: the caller's. Inputs: a folder's name, names of the broker. Outputs: the folder.
 */
package dev.skycrane.hil.certs;
