namespace Saker.Learning.Estimation;

/// <summary>A score that can be estimated, and the values that it can have.</summary>
/// <param name="Name">As the measured score is called.</param>
/// <param name="Title">What a person reads.</param>
/// <param name="HigherIsBetter">Which way is better.</param>
/// <param name="Greatest">The greatest value that it can have; the least is 0.</param>
internal readonly record struct EstimatedName(string Name, string Title, bool HigherIsBetter, double Greatest);
