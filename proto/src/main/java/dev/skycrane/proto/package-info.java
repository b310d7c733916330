/** Wire and disk formats. */
package dev.skycrane.proto;
