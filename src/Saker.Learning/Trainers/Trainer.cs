using Saker.Data;
using Saker.Learning.Scores;

namespace Saker.Learning.Trainers;

/// <summary>A learning algorithm with its settings. Immutable; fits may run in parallel.</summary>
public abstract record Trainer
{
    /// <summary>The public name, as in pipeline files: <c>logistic_regression</c>.</summary>
    public abstract string Name { get; }

    /// <summary>What a person reads: <c>Logistic regression</c>.</summary>
    public abstract string Title { get; }

    /// <summary>Every setting with its value, as logged with the run.</summary>
    public abstract IReadOnlyDictionary<string, string> Parameters { get; }

    /// <summary>
    /// How much a fitted model can hold, to tell which of two is simpler: the most leaves that its trees may have; 1 for a single linear
    /// formula. Only the order of candidates counts.
    /// </summary>
    public abstract double Complexity { get; }

    /// <summary>Fits a binary classifier.</summary>
    /// <param name="features">Prepared rows.</param>
    /// <param name="target">1 for the positive class, 0 for the other; as long as <paramref name="features"/> has rows, both classes present.</param>
    /// <param name="seed">Decides every random choice: the same seed gives the same model on any number of threads.</param>
    /// <param name="cancellationToken">Stops the fit between rounds.</param>
    public abstract FittedClassifier Fit(FeatureMatrix features, ReadOnlySpan<float> target, int seed, CancellationToken cancellationToken);

    /// <summary>As the other, with rows that count more or less: a weight of 2 is a row that is there twice, 0 one that is not.</summary>
    /// <param name="features">Prepared rows.</param>
    /// <param name="target">1 for the positive class, 0 for the other; rows of both classes have weight.</param>
    /// <param name="weights">One per row, 0 or more; empty when every row counts once.</param>
    /// <param name="seed">Decides every random choice.</param>
    /// <param name="cancellationToken">Stops the fit between rounds.</param>
    /// <exception cref="SakerException">The weights do not fit the rows, or the algorithm knows no weights.</exception>
    public virtual FittedClassifier Fit(FeatureMatrix features, ReadOnlySpan<float> target, ReadOnlySpan<float> weights, int seed, CancellationToken cancellationToken) =>
        weights.IsEmpty ? Fit(features, target, seed, cancellationToken) : throw new SakerException(ErrorKind.InvalidInput, $"{Name} cannot take weights of rows.", "weights");

    /// <summary>As the others, and tells how it gets on where it learns round by round; one that was begun before and not ended goes on where it was.</summary>
    /// <param name="features">Prepared rows.</param>
    /// <param name="target">1 for the positive class, 0 for the other; rows of both classes have weight.</param>
    /// <param name="weights">One per row, 0 or more; empty when every row counts once.</param>
    /// <param name="seed">Decides every random choice.</param>
    /// <param name="watch">Who is told, and where state may be kept.</param>
    /// <param name="cancellationToken">Stops the fit between rounds.</param>
    public virtual FittedClassifier Fit(FeatureMatrix features, ReadOnlySpan<float> target, ReadOnlySpan<float> weights, int seed, FitWatch watch, CancellationToken cancellationToken) =>
        Fit(features, target, weights, seed, cancellationToken);

    /// <summary>Whether it can learn targets of this kind.</summary>
    public virtual bool Learns(ScoreTask task) => task == ScoreTask.Binary;

    /// <summary>Fits a model of any task.</summary>
    /// <param name="task">What is to be predicted.</param>
    /// <param name="features">Prepared rows.</param>
    /// <param name="target">The class as 0 and 1, the index of the class, or the number; as long as <paramref name="features"/> has rows.</param>
    /// <param name="weights">One per row, 0 or more; empty when every row counts once.</param>
    /// <param name="seed">Decides every random choice.</param>
    /// <param name="watch">Who is told, and where state may be kept.</param>
    /// <param name="cancellationToken">Stops the fit between rounds.</param>
    /// <exception cref="SakerException">The algorithm does not learn such targets, or rows, targets and weights do not fit.</exception>
    public FittedModel Fit(LearningTask task, FeatureMatrix features, ReadOnlySpan<float> target, ReadOnlySpan<float> weights, int seed, FitWatch watch, CancellationToken cancellationToken)
    {
        if (!Learns(task.Kind))
            throw CannotLearn(task.Kind);
        return task.Kind == ScoreTask.Binary ? Fit(features, target, weights, seed, watch, cancellationToken) : FitOther(task, features, target, weights, seed, watch, cancellationToken);
    }

    /// <summary>Fits what is not one of two classes; overridden by trainers that <see cref="Learns">learn</see> it.</summary>
    /// <inheritdoc cref="Fit(LearningTask, FeatureMatrix, ReadOnlySpan{float}, ReadOnlySpan{float}, int, FitWatch, CancellationToken)"/>
    protected virtual FittedModel FitOther(LearningTask task, FeatureMatrix features, ReadOnlySpan<float> target, ReadOnlySpan<float> weights, int seed, FitWatch watch, CancellationToken cancellationToken) =>
        throw CannotLearn(task.Kind);

    /// <summary>The refusal of a kind of target.</summary>
    internal SakerException CannotLearn(ScoreTask task) =>
        new(ErrorKind.InvalidInput, $"{Name} cannot learn {TrainerCatalogue.WordOf(task)}; use one of: {string.Join(", ", TrainerCatalogue.NamesFor(task))}.", "trainer");
}
