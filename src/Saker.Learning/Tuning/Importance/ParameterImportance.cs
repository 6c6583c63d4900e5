namespace Saker.Learning.Tuning.Importance;

/// <summary>How much of the objective's variation one parameter explains by itself.</summary>
/// <param name="Parameter">Its name.</param>
/// <param name="Share">0 to 1 of the variance over the whole space.</param>
/// <param name="Spread">The standard error of the share over the trees; large where the trees do not agree.</param>
/// <param name="TrialCount">How many complete trials had the parameter.</param>
public sealed record ParameterImportance(string Parameter, double Share, double Spread, int TrialCount);
