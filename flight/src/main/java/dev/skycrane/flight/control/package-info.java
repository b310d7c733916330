/**
 * Control: attitude control, RCS and engine allocation.
 */
package dev.skycrane.flight.control;
