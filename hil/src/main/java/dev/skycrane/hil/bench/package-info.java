/**
 * Measured figures, each beside its peer in the same run ({@code hil bench}).
 *
 * <p>Purpose: answer "how fast, against what" on the machine at hand. Peers are other people's programs and libraries; none of
 * them is in a shipped jar. Those that run in this JVM implement an interface of this package and are built by
 * {@code mvn -Pbench -DskipTests package} into the folder {@code hil/target/bench}, where {@link dev.skycrane.hil.bench.Peers}
 * finds them; without that folder a figure stands alone and says so.
 *
 * <p>Threading: whatever a bench says of itself. Inputs: options of the command. Outputs: a table, or with {@code --json} a list
 * of {@code {name value unit peer peerValue ratio}}.
 */
package dev.skycrane.hil.bench;
