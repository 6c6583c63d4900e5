namespace Saker.Learning.Neural.Training;

/// <summary>Who is told of a training, on the thread that trains.</summary>
public sealed record TrainingWatch
{
    /// <summary>Nobody.</summary>
    public static TrainingWatch None { get; } = new();

    /// <summary>Told after each epoch.</summary>
    public IProgress<EpochReport>? Epochs { get; init; }

    /// <summary>Told within epochs, as often as <see cref="Interval"/> says.</summary>
    public IProgress<TrainingProgress>? Steps { get; init; }

    /// <summary>Time between two reports within an epoch.</summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromSeconds(1);
}
