using Saker.Data;

namespace Saker.Learning.Scores.Binary;

/// <summary>Answers of a binary classifier beside the right ones.</summary>
public sealed class BinaryPredictions : IScoredRows<BinaryPredictions>
{
    private readonly float[] _target;
    private readonly float[] _probability;
    private Confusion? _confusion;

    /// <param name="target">1 for the positive class, 0 for the other.</param>
    /// <param name="probability">Probability of the positive class.</param>
    /// <param name="threshold">A row counts as positive from this probability on.</param>
    /// <exception cref="SakerException">The lengths differ, there is no row, or a value is no class or no probability.</exception>
    public BinaryPredictions(ReadOnlySpan<float> target, ReadOnlySpan<float> probability, double threshold)
    {
        ScoreInputs.Check(target, probability);
        _target = target.ToArray();
        _probability = probability.ToArray();
        Threshold = threshold;
    }

    private BinaryPredictions(float[] target, float[] probability, double threshold)
    {
        _target = target;
        _probability = probability;
        Threshold = threshold;
    }

    public double Threshold { get; }

    public ReadOnlySpan<float> Target => _target;

    public ReadOnlySpan<float> Probability => _probability;

    public int UnitCount => _target.Length;

    /// <summary>Rows counted at the threshold.</summary>
    public Confusion Confusion => _confusion ??= Confusion.Count(_target, _probability, Threshold);

    public BinaryPredictions Take(ReadOnlySpan<int> units)
    {
        var target = new float[units.Length];
        var probability = new float[units.Length];
        for (var i = 0; i < units.Length; i++)
            (target[i], probability[i]) = (_target[units[i]], _probability[units[i]]);
        return new BinaryPredictions(target, probability, Threshold);
    }

    /// <summary>The same rows by probability: sorting a sorted sample again is cheap, and resamples stay sorted.</summary>
    internal BinaryPredictions Sorted()
    {
        var probability = (float[])_probability.Clone();
        var target = (float[])_target.Clone();
        Array.Sort(probability, target);
        return new BinaryPredictions(target, probability, Threshold);
    }
}
