package dev.skycrane.ground.link;

/**
 * One camera's pictures.
 *
 * @param taken           accepted by the umbilical or refused by it
 * @param complete        every chunk received
 * @param cutBySeparation under way or waiting when their segment was cut
 * @param lost            the rest
 */
public record ImageReport(long taken, long complete, long cutBySeparation, long lost) {}
