using Saker.Learning.Neural.Training;

namespace Saker.Learning.Trainers;

/// <summary>Who is told of a fit, and where it may keep its state while it lasts.</summary>
public sealed record FitWatch
{
    /// <summary>Nobody, and nowhere.</summary>
    public static FitWatch None { get; } = new();

    /// <summary>Told on the thread that fits; null for nobody.</summary>
    public IProgress<FitProgress>? Rounds { get; init; }

    /// <summary>
    /// Where trainers that learn for long keep their state, so that the same fit goes on from there where the process died; null for nowhere. Many fits may share the folder: each has a folder of its
    /// own below it, named after its settings and rows. Whoever gave the folder takes it away.
    /// </summary>
    public TrainingCheckpoints? Checkpoints { get; init; }
}
