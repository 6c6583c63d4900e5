namespace Saker.Platform.Rollouts.Evidence;

/// <summary>Two arms by what an A/B test or a bandit decides by.</summary>
/// <param name="Arm">The number of the one.</param>
/// <param name="Other">The number of the other, lower.</param>
/// <param name="Effect">How much more the one yields; null while nothing is known.</param>
/// <param name="Low">The lower end of its confidence sequence, for all pairs together; null while too little is known.</param>
/// <param name="High">The upper end.</param>
/// <param name="LookedAtOnce">What the usual test of a fixed sample would say, were this the only look; null while too little is known.</param>
public sealed record ArmComparison(int Arm, int Other, double? Effect, double? Low, double? High, OneLook? LookedAtOnce);
