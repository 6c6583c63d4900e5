namespace Saker.Platform.Exchange;

/// <summary>A line of a metric's file.</summary>
/// <param name="At">Milliseconds since 1970.</param>
/// <param name="Value">The value; NaN and the infinities too.</param>
/// <param name="Step">0 where the line has none.</param>
/// <param name="Rest">What follows: of a logged model's metric the run, and the name and digest of a dataset.</param>
internal readonly record struct MlrunsPoint(long At, double Value, long Step, IReadOnlyList<string> Rest);
