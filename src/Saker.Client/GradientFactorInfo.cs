namespace Saker.Client;

/// <summary>What one column contributed to an output, in its units.</summary>
public sealed record GradientFactorInfo(string Column, double Value);
