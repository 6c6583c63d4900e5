namespace Saker.Learning.Neural.Training;

/// <summary>Where the state of a training is kept, so that one that was killed goes on from there to the same weights, bit for bit.</summary>
public sealed record TrainingCheckpoints
{
    /// <summary>The folder; made where it is not there. It belongs to one training.</summary>
    public required string Folder { get; init; }

    /// <summary>Steps between two checkpoints within an epoch; 0 for one after each epoch only.</summary>
    public int EverySteps { get; init; }

    /// <summary>The least time between two checkpoints, and before the first: what was due before waits for the next epoch or step. A cancelled training keeps its state whatever it is.</summary>
    public TimeSpan MinInterval { get; init; }

    /// <summary>
    /// Whether training goes on without them where they cannot be read or written: it then begins anew, or keeps no more, and <see cref="TrainingOutcome.Warnings"/> says so. Otherwise that is an error.
    /// </summary>
    public bool IsOptional { get; init; }
}
