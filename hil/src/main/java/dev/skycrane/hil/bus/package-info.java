/**
 * The bus by itself: a made-up vehicle and a station that checks everything, each in a process of its own, with a broker and our proxy
 * between them ({@code hil bus}). For whoever wants to know what a broker, a network or a disturbance does to the umbilical.
 *
 * <p>The vehicle is the umbilical of the flight software, the station the link of the ground; only what they carry is made up, from a
 * seed, so that every byte can be checked. Threading: each process has its own; the commands wait. Inputs: a plan, a broker. Outputs:
 * lines for people; exit code 0 if nothing was lost, wrong or out of order.
 */
package dev.skycrane.hil.bus;
