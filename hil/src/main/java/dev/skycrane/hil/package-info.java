/** The harness. */
package dev.skycrane.hil;
