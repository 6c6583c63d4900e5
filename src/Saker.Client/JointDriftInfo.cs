namespace Saker.Client;

/// <summary>Whether all columns together moved.</summary>
/// <param name="Measure"><c>mmd</c> or <c>classifier</c>.</param>
/// <param name="Statistic">MMD squared, or the classifier's ROC AUC.</param>
/// <param name="PValue">How likely so much is without drift.</param>
/// <param name="Drifted">Whether that is too unlikely.</param>
/// <param name="RowCount">Rows of the traffic's sample.</param>
/// <param name="ReferenceRowCount">Rows of the reference's sample.</param>
public sealed record JointDriftInfo(string Measure, double Statistic, double? PValue, bool Drifted, int RowCount, int ReferenceRowCount);
