namespace Saker.Client;

/// <summary>The share of a study's variance that one parameter explains by itself.</summary>
/// <param name="Parameter">Its name.</param>
/// <param name="Share">0 to 1.</param>
/// <param name="Spread">The standard error of the share.</param>
/// <param name="TrialCount">How many complete trials had the parameter.</param>
public sealed record ParameterImportanceInfo(string Parameter, double Share, double Spread, int TrialCount);
