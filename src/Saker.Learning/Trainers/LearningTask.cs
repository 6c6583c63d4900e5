using Saker.Data;
using Saker.Learning.Scores;

namespace Saker.Learning.Trainers;

/// <summary>What is to be predicted of a row: one of two classes, one of several, or a number.</summary>
public sealed record LearningTask
{
    private LearningTask(ScoreTask kind, int classCount) => (Kind, ClassCount) = (kind, classCount);

    /// <summary>Two classes; the target is 1 for the positive one and 0 for the other.</summary>
    public static LearningTask Binary { get; } = new(ScoreTask.Binary, 2);

    /// <summary>A number.</summary>
    public static LearningTask Regression { get; } = new(ScoreTask.Regression, 0);

    /// <summary>One of several classes; the target is the index of the class.</summary>
    /// <param name="count">How many, 2 or more.</param>
    /// <exception cref="SakerException">There are fewer.</exception>
    public static LearningTask Classes(int count) => count >= 2
        ? new(ScoreTask.Multiclass, count)
        : throw new SakerException(ErrorKind.InvalidInput, $"There must be at least two classes; got {count}.", "classes");

    public ScoreTask Kind { get; }

    /// <summary>0 for numbers.</summary>
    public int ClassCount { get; }

    /// <summary>How many numbers a fitted model gives for a row: a probability for each of several classes, else one.</summary>
    public int Width => Kind == ScoreTask.Multiclass ? ClassCount : 1;
}
