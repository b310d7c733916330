package dev.skycrane.hil.landing;

import java.net.InetSocketAddress;

/**
 * How a board is served.
 *
 * @param listen where it may call
 * @param waitSeconds for how long the first call is waited for
 * @param resumeSeconds for how long a lost board is waited for
 */
public record BoardOptions(InetSocketAddress listen, double waitSeconds, double resumeSeconds) {}
