/**
 * Random numbers by counting, from a seed and the name of a stream: the same on every machine, and no stream disturbs another.
 */
package dev.skycrane.hil.noise;
