/**
 * Mars 2020 as flown, for comparison: what is public of it, not a published trajectory. Heights above the landing site (radius
 * 3391.937 km), time from entry interface (20:36:50.08 UTC).
 */

/**
 * [s, m, m/s]. Up to 240.5 s a fit of three degrees of freedom that meets the flown peak deceleration, mortar time and mortar Mach
 * number; afterwards lander-vision poses (254, 315, 355 s), reconstructed event times of the NAIF kernels with the heights that follow
 * from the flown speeds (389 to 418 s), and the mission's own call-outs (263, 297, 306, 373 s).
 */
export const PROFILE = [
  [0, 130270, 5334], [40, 74470, 5366], [54, 56870, 5340], [60, 49770, 5283], [70, 38670, 5001], [80, 29470, 4316], [87, 24670, 3634],
  [100, 19770, 2466], [120, 17670, 1473], [140, 17670, 1027], [180, 17770, 645], [220, 15270, 469], [240.6, 12950, 408],
  [254.4, 11220, 191], [263.3, 10300, 145], [297, 7400, 104], [306, 6600, 100], [314.7, 5830, 88], [334.8, 4100, 87], [355.3, 2350, 82],
  [357.3, 2190, 80], [358.3, 2100, 83], [373, 1000, 75], [389.6, 254, 32], [393.8, 118, 32], [399.7, 21, 0.75], [407.9, 15, 0.75],
  [418.1, 7.3, 0.75],
];

/** Start of each phase, s: NAIF reconstructed kernels as read by github.com/kwan3217/edl; radar lock from call-outs. */
export const PHASES = {
  PRE_BANK: 0, HEADING_ALIGNMENT: 130.2, SUFR: 223.8, PARACHUTE: 240.6, PARACHUTE_RADAR: 300, FREE_FALL: 357.3, POWERED_APPROACH: 358.3,
  CONSTANT_VELOCITY: 389.6, CONSTANT_DECELERATION: 393.8, THROTTLE_DOWN: 399.7, RAPPEL: 402.4, SKY_CRANE: 407.9, TOUCHDOWN: 418.1,
  FLYAWAY: 419.6,
};
