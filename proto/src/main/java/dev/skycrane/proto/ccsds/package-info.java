/**
 * Pieces of the CCSDS recommendations that more than one room needs: the header of a space packet (133.0-B-2), the check of transfer frames
 * (132.0-B-3, 732.0-B-4) and unsegmented time (301.0-B-4).
 *
 * <p>Threading: immutable, any thread. Inputs, outputs: bytes.
 */
package dev.skycrane.proto.ccsds;
