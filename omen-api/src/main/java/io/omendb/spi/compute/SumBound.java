package io.omendb.spi.compute;

/**
 * Which rows {@link ComputeEngine#selectBounded} keeps. Each row has a sum s, two marks a and b of
 * 0..127 and, where norms are given, a norm n. With
 *
 * <pre>
 *   t = clamp(perNorm / n + timesNorm n + constant, -1, 1)
 *   alpha = alphaBase + alphaStep a,   beta = betaBase + betaStep b
 * </pre>
 *
 * a row is kept unless {@code sumBase + sumStep s < alpha t - beta sqrt(1 - t^2 + slack)} and
 * {@code t >= least}. Without norms t is the constant.
 *
 * @param sumBase what the sums start from, rounding slack included
 * @param sumStep worth of one
 * @param alphaBase least alpha
 * @param alphaStep alpha of a mark
 * @param betaBase least beta
 * @param betaStep beta of a mark
 * @param perNorm part of t that goes with 1 / n
 * @param timesNorm part of t that goes with n
 * @param constant the rest of t
 * @param least rows with a lesser t are kept
 */
public record SumBound(
    float sumBase,
    float sumStep,
    float alphaBase,
    float alphaStep,
    float betaBase,
    float betaStep,
    float perNorm,
    float timesNorm,
    float constant,
    float least) {
  /** Keeps the root from being too small where t is close to 1 and 1 - t^2 is mostly rounding. */
  public static final float SINE_SLACK = 0x1p-20f;
}
