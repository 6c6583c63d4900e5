using Saker.Learning.Models;
using Saker.Learning.Trainers;

namespace Saker.Learning.Selection;

/// <summary>A fold after preparation was fitted on its training rows; shared by all candidates, which only read it.</summary>
public sealed record PreparedFold
{
    public required FeatureMatrix Train { get; init; }

    /// <summary>What is predicted.</summary>
    public LearningTask Task { get; init; } = LearningTask.Binary;

    /// <summary>1 for the positive class, 0 for the other; the index of one of several classes; or the number. In the order of <see cref="Fold.Train"/>.</summary>
    public required float[] TrainTarget { get; init; }

    /// <summary>How much each training row counts, in the order of <see cref="Fold.Train"/>; empty when all count once.</summary>
    public float[] TrainWeights { get; init; } = [];

    public required FeatureMatrix Validation { get; init; }

    /// <summary>As <see cref="TrainTarget"/>, in the order of <see cref="Fold.Validation"/>.</summary>
    public required float[] ValidationTarget { get; init; }

    /// <summary>Fits on the training rows, each with its weight.</summary>
    /// <param name="trainer">What is fitted.</param>
    /// <param name="seed">Decides every random choice of the fit.</param>
    /// <param name="cancellationToken">Stops fits that honour it.</param>
    public FittedModel Fit(Trainer trainer, int seed, CancellationToken cancellationToken) => Fit(trainer, seed, FitWatch.None, cancellationToken);

    /// <summary>As the other, and tells how the fit gets on.</summary>
    internal FittedModel Fit(Trainer trainer, int seed, FitWatch watch, CancellationToken cancellationToken) => trainer.Fit(Task, Train, TrainTarget, TrainWeights, seed, watch, cancellationToken);
}
