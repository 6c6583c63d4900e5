namespace Saker.Platform.Rollouts.Evidence;

/// <summary>What became known of a request of an arm.</summary>
/// <param name="At">When the request ended, in milliseconds.</param>
/// <param name="Arm">The arm, 0 for the control.</param>
/// <param name="Value">The error, or the metric.</param>
internal readonly record struct ArmYield(long At, int Arm, double Value);
