namespace Saker.Learning.Scores;

/// <summary>ROC AUC with how sure it is.</summary>
/// <param name="Auc">The area, 0 to 1.</param>
/// <param name="StandardError">Of the area over samples of this size; NaN when a class has one row.</param>
/// <param name="Low">Lower end of the 95% interval.</param>
/// <param name="High">Upper end of the 95% interval.</param>
public sealed record AucEstimate(double Auc, double StandardError, double Low, double High);
