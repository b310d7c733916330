/**
 * The descent state machine: phases, guards, actions and the records that say why.
 */
package dev.skycrane.flight.descent;
