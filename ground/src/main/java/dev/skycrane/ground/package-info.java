/** The listening side. */
package dev.skycrane.ground;
