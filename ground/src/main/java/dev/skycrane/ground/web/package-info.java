/**
 * The station's pages and its programming interface: HTTP and WebSocket on the loopback address. {@code /api} on the running server
 * documents every route out of the code itself; static pages come from {@code web/} on the class path.
 *
 * <p>Threading: Jetty's threads ask the mission, which answers any thread; one thread of ours pushes to the WebSockets. A page that is
 * slow loses rows and is told so, it never holds up the link. Inputs: a {@link dev.skycrane.ground.station.Mission}. Outputs: JSON,
 * Protocol Buffers, pictures, metrics.
 *
 * <p>Security: answers only requests addressed to a loopback name, takes changes only as JSON and from pages of its own, sets no CORS
 * headers; what may be asked for is bounded.
 */
package dev.skycrane.ground.web;
