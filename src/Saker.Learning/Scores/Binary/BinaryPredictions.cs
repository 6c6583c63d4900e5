using Saker.Data;
using Saker.Learning.Models;

namespace Saker.Learning.Scores.Binary;

/// <summary>Answers of a binary classifier beside the right ones: a probability and a label for each row.</summary>
public sealed class BinaryPredictions : IScoredRows<BinaryPredictions>
{
    private readonly float[] _target;
    private readonly float[] _probability;
    private readonly bool[] _said;
    private Confusion? _confusion;

    /// <summary>Labels rows by one threshold, as a served graph without thresholds by group does.</summary>
    /// <param name="target">1 for the positive class, 0 for the other.</param>
    /// <param name="probability">Probability of the positive class.</param>
    /// <param name="threshold">A row is called positive from this probability on, compared as float64.</param>
    /// <exception cref="SakerException">The lengths differ, there is no row, or a value is no class or no probability.</exception>
    public BinaryPredictions(ReadOnlySpan<float> target, ReadOnlySpan<float> probability, double threshold)
    {
        ScoreInputs.Check(target, probability);
        _target = target.ToArray();
        _probability = probability.ToArray();
        _said = Array.ConvertAll(_probability, value => value >= threshold);
        Threshold = threshold;
    }

    /// <summary>Takes the labels as they were given, whatever made them.</summary>
    /// <param name="target">1 for the positive class, 0 for the other.</param>
    /// <param name="probability">Probability of the positive class.</param>
    /// <param name="said">1 for a row that is called positive, otherwise 0.</param>
    /// <param name="threshold">The one that holds where no other does; told, and not used.</param>
    /// <exception cref="SakerException">The lengths differ, there is no row, or a value is no class or no probability.</exception>
    public BinaryPredictions(ReadOnlySpan<float> target, ReadOnlySpan<float> probability, ReadOnlySpan<float> said, double threshold)
    {
        ScoreInputs.Check(target, probability);
        ScoreInputs.Check(target, said);
        _target = target.ToArray();
        _probability = probability.ToArray();
        _said = Array.ConvertAll(said.ToArray(), value => value == 1f);
        Threshold = threshold;
    }

    private BinaryPredictions(float[] target, float[] probability, bool[] said, double threshold) =>
        (_target, _probability, _said, Threshold) = (target, probability, said, threshold);

    /// <summary>From this probability on a row is called positive; where a model has thresholds by group, the one of all other rows.</summary>
    public double Threshold { get; }

    public ReadOnlySpan<float> Target => _target;

    public ReadOnlySpan<float> Probability => _probability;

    /// <summary>True for the rows that are called positive.</summary>
    public ReadOnlySpan<bool> Said => _said;

    public int UnitCount => _target.Length;

    /// <summary>Rows counted by their labels.</summary>
    public Confusion Confusion => _confusion ??= Confusion.Count(_target, _said);

    /// <summary>What a model answered: with its own labels where it gives them, which need not come from one threshold.</summary>
    /// <param name="target">1 for the positive class, 0 for the other.</param>
    /// <param name="labels">The names of the classes, as the model writes them.</param>
    /// <param name="answers">The model's outputs, a row for each of the target.</param>
    /// <param name="threshold">Labels the rows of a model that gives probabilities alone.</param>
    /// <exception cref="SakerException">There is no probability, or a row has a label that is none of the two; the rows are named.</exception>
    public static BinaryPredictions Of(ReadOnlySpan<float> target, ClassLabels labels, Table answers, double threshold)
    {
        var probability = answers.Get<float>(ModelGraph.ProbabilityName).Values.Span;
        return answers.Find(ModelGraph.LabelName) is Column<string>
            ? new BinaryPredictions(target, probability, LabelledRows.Read(answers, ModelGraph.LabelName, labels).Target, threshold)
            : new BinaryPredictions(target, probability, threshold);
    }

    public BinaryPredictions Take(ReadOnlySpan<int> units)
    {
        var target = new float[units.Length];
        var probability = new float[units.Length];
        var said = new bool[units.Length];
        for (var i = 0; i < units.Length; i++)
            (target[i], probability[i], said[i]) = (_target[units[i]], _probability[units[i]], _said[units[i]]);
        return new BinaryPredictions(target, probability, said, Threshold);
    }

    /// <summary>The same rows by probability: sorting a sorted sample again is cheap, and resamples stay sorted.</summary>
    internal BinaryPredictions Sorted()
    {
        var probability = (float[])_probability.Clone();
        int[] order = [.. Enumerable.Range(0, probability.Length)];
        Array.Sort(probability, order);
        return Take(order);
    }

    /// <summary>Rows whose label is not the one that the threshold gives.</summary>
    internal int CountOtherwiseLabelled()
    {
        var count = 0;
        for (var row = 0; row < _said.Length; row++)
            count += _said[row] == (_probability[row] >= Threshold) ? 0 : 1;
        return count;
    }
}
