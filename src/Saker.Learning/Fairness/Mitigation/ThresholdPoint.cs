namespace Saker.Learning.Fairness.Mitigation;

/// <summary>What a threshold does to a group; the rates are of favourable predictions.</summary>
/// <param name="Threshold">A row is positive from this probability on.</param>
/// <param name="First">The rate that is made even: among all, or among rows of favourable label.</param>
/// <param name="Second">The rate among rows of unfavourable label, where that is made even too, else 0.</param>
/// <param name="Right">How many rows are said right.</param>
internal readonly record struct ThresholdPoint(double Threshold, double First, double Second, int Right);
