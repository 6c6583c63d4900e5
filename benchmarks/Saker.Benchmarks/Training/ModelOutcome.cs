namespace Saker.Benchmarks.Training;

/// <summary>What one model took and reached over all folds.</summary>
/// <param name="Seconds">Fitting and predicting, summed over the folds, preparation not included.</param>
/// <param name="Auc">Mean ROC AUC of the folds' test rows.</param>
internal sealed record ModelOutcome(double Seconds, double Auc);
