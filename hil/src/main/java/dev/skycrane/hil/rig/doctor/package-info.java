/**
 * Looks at the machine that a rig runs on: whether its clock, its processor, its disk and its cameras are fit for it, and what to do if not.
 *
 * <p>Threading: the caller's. Inputs: files of the kernel, programs on the path, short measurements. Outputs:
 * {@link dev.skycrane.hil.rig.doctor.Finding}s.
 */
package dev.skycrane.hil.rig.doctor;
