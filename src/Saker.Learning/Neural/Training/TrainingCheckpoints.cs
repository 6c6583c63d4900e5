namespace Saker.Learning.Neural.Training;

/// <summary>Where the state of a training is kept, so that one that was killed goes on from there to the same weights, bit for bit.</summary>
public sealed record TrainingCheckpoints
{
    /// <summary>The folder; made where it is not there. It belongs to one training.</summary>
    public required string Folder { get; init; }

    /// <summary>Steps between two checkpoints within an epoch; 0 for one after each epoch only.</summary>
    public int EverySteps { get; init; }
}
