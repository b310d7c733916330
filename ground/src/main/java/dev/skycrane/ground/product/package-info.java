/**
 * What people take away from a landing: film and stills.
 *
 * <p>Purpose: {@code ground film} and {@code ground stills}. Inputs: {@link dev.skycrane.ground.product.Footage}, read either from a folder that
 * {@code hil film} has filled ({@code film.json}, {@code frames.csv}, pictures) or from a recording with its live pictures. Outputs:
 * H.264 MP4 through ffmpeg (one process per product, pictures on its standard input), captions as SRT, chapters, call-out tones as
 * sound, a time-lapse as GIF and WebP, and a gallery of static pages. Threading: the caller's thread, and one that drains ffmpeg's
 * messages. A product that cannot be made is told in one line and the others are made.
 */
package dev.skycrane.ground.product;
