namespace Saker.Platform.Rollouts.Evidence;

/// <summary>The answer of a test that may be looked at once (Welch's t-test), for who fixed the time beforehand.</summary>
/// <param name="PValue">Two-sided.</param>
/// <param name="Effect">The difference of means.</param>
/// <param name="Low">The lower end of its interval.</param>
/// <param name="High">The upper end.</param>
public sealed record OneLook(double PValue, double Effect, double Low, double High);
