namespace Saker.Platform.Serving.Queueing;

/// <summary>What the trial of a version's rows may cost.</summary>
/// <param name="MostTime">How long it may take; what was not found out by then counts as not tried.</param>
/// <param name="Time">What measures it.</param>
internal sealed record TrialLimits(TimeSpan MostTime, TimeProvider Time);
