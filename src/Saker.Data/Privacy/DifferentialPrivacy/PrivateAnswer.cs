namespace Saker.Data.Privacy.DifferentialPrivacy;

/// <summary>A number that may be given out.</summary>
/// <param name="Name">What it is: the question, or the bin of a histogram.</param>
/// <param name="Value">The number, with noise.</param>
/// <param name="Error95">What the noise stays below with a probability of 95%; NaN where the data decides, as with quantiles and means.</param>
public sealed record PrivateAnswer(string Name, double Value, double Error95);
