namespace Saker.Client;

/// <summary>A measured score of a window; what is not known is absent.</summary>
/// <param name="Name">The public name.</param>
/// <param name="Value">The score.</param>
/// <param name="Low">Lower end of the 95% interval.</param>
/// <param name="High">Upper end.</param>
public sealed record WindowScoreInfo(string Name, double? Value, double? Low, double? High);
