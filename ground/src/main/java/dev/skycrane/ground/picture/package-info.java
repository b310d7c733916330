/**
 * Pictures of the vehicle as programs and browsers take them: JPEG and PNG as they came, raw pixels as PNG, thumbnails.
 *
 * <p>Threading: no state, any thread. Inputs: descriptions and bytes of pictures. Outputs: encoded pictures.
 */
package dev.skycrane.ground.picture;
