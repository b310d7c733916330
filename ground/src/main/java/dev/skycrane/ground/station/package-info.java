/**
 * The station: what people know of a landing while it happens. A {@link dev.skycrane.ground.station.Track} is one run: histories, events
 * and pictures kept, limits checked with persistence, alarms that latch, on-board time against the wall clock. A {@link
 * dev.skycrane.ground.station.Mission} is what pages look at, live or replayed. The mission log tells it in a terminal, the command desk
 * sends what people want the vehicle told.
 *
 * <p>Threading: frames come on one thread; tracks, boards and logs may be asked by any. Listeners are called by the thread that brings the
 * frames and must not wait. Inputs: received frames. Outputs: lines for people, answers and news for pages, commands.
 */
package dev.skycrane.ground.station;
