namespace Saker.Learning.Neural.Training;

/// <summary>Where training is within an epoch.</summary>
/// <param name="Epoch">From 1.</param>
/// <param name="EpochCount">The most there will be.</param>
/// <param name="Batch">Batches of the epoch that are done.</param>
/// <param name="BatchCount">Batches of an epoch; null until it is known.</param>
/// <param name="Loss">The mean loss of the epoch so far.</param>
/// <param name="Elapsed">Time since training began.</param>
/// <param name="Remaining">Time left at this speed, if it does not stop before; null until it is known.</param>
public sealed record TrainingProgress(int Epoch, int EpochCount, long Batch, long? BatchCount, double Loss, TimeSpan Elapsed, TimeSpan? Remaining);
