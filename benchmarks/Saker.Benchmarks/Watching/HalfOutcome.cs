namespace Saker.Benchmarks.Watching;

/// <summary>One shifted half: what was estimated of it without answers, and what came.</summary>
/// <param name="Shift">Which rows it holds.</param>
/// <param name="Method">How it was estimated.</param>
/// <param name="EstimatedArea">ROC AUC by confidence.</param>
/// <param name="TrueArea">ROC AUC with the answers.</param>
/// <param name="EstimatedAccuracy">Accuracy by confidence.</param>
/// <param name="TrueAccuracy">Accuracy with the answers.</param>
/// <param name="StandardError">The stated sampling error of the area.</param>
internal sealed record HalfOutcome(string Shift, string Method, double EstimatedArea, double TrueArea, double EstimatedAccuracy, double TrueAccuracy, double StandardError)
{
    public double AreaError => EstimatedArea - TrueArea;

    public double AccuracyError => EstimatedAccuracy - TrueAccuracy;
}
