using Saker.Learning.Scores.Binary;

namespace Saker.Learning.Scores;

/// <summary>A metric as a function, by its public name. Candidates are compared by one of these.</summary>
public sealed record Score
{
    /// <summary>Computes the score of predictions.</summary>
    /// <param name="target">1 for the positive class, 0 for the other; of several classes the index of the row's class; of numbers the number.</param>
    /// <param name="probability">Probability of the positive class, or the predicted number, as long as <paramref name="target"/>; of several classes row-major, rows x classes.</param>
    /// <param name="threshold">A row counts as positive from this probability on; only the scores of two classes that need labels use it.</param>
    public delegate double Function(ReadOnlySpan<float> target, ReadOnlySpan<float> probability, double threshold);

    private readonly Function _function;

    internal Score(string name, string title, bool higherIsBetter, Function function)
    {
        Name = name;
        Title = title;
        HigherIsBetter = higherIsBetter;
        _function = function;
    }

    internal Score(string name, string title, Func<Confusion, double> count)
        : this(name, title, higherIsBetter: true, (target, probability, threshold) => count(Confusion.Count(target, probability, threshold))) => Count = count;

    /// <summary>The score from the counts of rows alone, where they are all that it needs.</summary>
    internal Func<Confusion, double>? Count { get; }

    /// <summary>The public name: <c>roc_auc</c>.</summary>
    public string Name { get; }

    /// <summary>What a person reads: <c>ROC AUC</c>.</summary>
    public string Title { get; }

    public bool HigherIsBetter { get; }

    /// <summary>What kind of predictions it is a score of.</summary>
    public ScoreTask Task { get; internal init; }

    /// <inheritdoc cref="Function"/>
    /// <exception cref="Data.SakerException">There are no rows, the lengths differ, a value is no class or no probability, or the score needs both classes.</exception>
    public double Compute(ReadOnlySpan<float> target, ReadOnlySpan<float> probability, double threshold = 0.5)
    {
        if (Task == ScoreTask.Binary)
            ScoreInputs.Check(target, probability);
        return _function(target, probability, threshold);
    }

    /// <summary>The score of rows that are labelled already; what needs labels counts those.</summary>
    /// <exception cref="Data.SakerException">The score needs both classes.</exception>
    internal double Compute(BinaryPredictions rows) => Count is { } count ? count(rows.Confusion) : _function(rows.Target, rows.Probability, rows.Threshold);

    /// <summary>Whether <paramref name="score"/> is strictly better than <paramref name="other"/>; anything is better than NaN.</summary>
    public bool IsBetter(double score, double other) => double.IsNaN(other) ? !double.IsNaN(score) : HigherIsBetter ? score > other : score < other;
}
