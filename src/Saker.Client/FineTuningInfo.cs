namespace Saker.Client;

/// <summary>A version that learned on and was registered.</summary>
/// <param name="Model">The model.</param>
/// <param name="Version">The new version.</param>
/// <param name="Run">The run with the losses as curves.</param>
/// <param name="ScoreName">What the score is.</param>
/// <param name="Before">The score of the version on the rows held out; null where a new head answers another question.</param>
/// <param name="After">The score of the new one on the same rows.</param>
/// <param name="LearnedCount">Rows that were learned from.</param>
/// <param name="WatchedCount">Rows that chose the best epoch.</param>
/// <param name="HeldOutCount">Rows that were judged on.</param>
/// <param name="TrainedCount">Stored numbers that learned.</param>
/// <param name="EpochCount">Epochs of all phases.</param>
public sealed record FineTuningInfo(string Model, int Version, string Run, string ScoreName, double? Before, double After, int LearnedCount, int WatchedCount, int HeldOutCount, long TrainedCount, int EpochCount);
