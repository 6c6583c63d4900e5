using Saker.Data;

namespace Saker.Platform.Monitoring.Log;

/// <summary>A uniform sample of the rows that an endpoint's version was asked about: every row had the same chance, whichever replica answered it.</summary>
/// <param name="Inputs">The rows as they were asked, redacted.</param>
/// <param name="Outputs">What was answered to them; the same number of rows.</param>
/// <param name="SeenCount">How many rows it was taken from.</param>
public sealed record LogSample(Table Inputs, Table Outputs, long SeenCount);
