namespace Saker.Client;

/// <summary>Something odd about an input that was let pass or replaced.</summary>
/// <param name="Field">The input.</param>
/// <param name="Message">What was odd, and what was done.</param>
/// <param name="Row">The row, from 0; null where it is the whole input.</param>
public sealed record PredictWarning(string Field, string Message, int? Row = null);
