using Saker.Data;

namespace Saker.Learning.Scores.Multilabel;

/// <summary>Predicted labels, any number a row, beside the right ones.</summary>
public sealed class MultilabelPredictions : IScoredRows<MultilabelPredictions>
{
    private readonly bool[] _target;
    private readonly bool[] _predicted;
    private readonly double[]? _values;
    private ClassTally[]? _byLabel;
    private ClassTally[]? _byRow;

    /// <param name="labels">The names of the labels, at least one.</param>
    /// <param name="target">Row-major, rows x labels: whether the row has the label.</param>
    /// <param name="predicted">The same of the predictions.</param>
    /// <param name="values">Row-major, rows x labels: the higher, the more the row looks like it; null when only labels were predicted.</param>
    /// <exception cref="SakerException">The sizes do not fit, there is no row, or a value is not finite.</exception>
    public MultilabelPredictions(IReadOnlyList<string> labels, ReadOnlySpan<bool> target, ReadOnlySpan<bool> predicted, double[]? values)
    {
        TaskRows.RequireLengths(target.Length, predicted.Length, "predicted");
        if (labels.Count == 0 || target.Length % labels.Count != 0)
            throw new SakerException(ErrorKind.InvalidInput, $"There must be one value per row and label; got {target.Length} for {labels.Count} labels.", "labels");
        if (values is { } given)
        {
            TaskRows.RequireLengths(target.Length, given.Length, "values");
            TaskRows.RequireFinite(given, labels.Count, "values");
        }
        Labels = labels;
        _target = target.ToArray();
        _predicted = predicted.ToArray();
        _values = (double[]?)values?.Clone();
    }

    private MultilabelPredictions(IReadOnlyList<string> labels, bool[] target, bool[] predicted, double[]? values)
    {
        Labels = labels;
        _target = target;
        _predicted = predicted;
        _values = values;
    }

    public IReadOnlyList<string> Labels { get; }

    public ReadOnlySpan<bool> Target => _target;

    public ReadOnlySpan<bool> Predicted => _predicted;

    public bool HasValues => _values is not null;

    public int UnitCount => _target.Length / Labels.Count;

    internal IReadOnlyList<ClassTally> ByLabel => _byLabel ??= Tally(Labels.Count, static (i, labels) => i % labels);

    internal IReadOnlyList<ClassTally> ByRow => _byRow ??= Tally(UnitCount, static (i, labels) => i / labels);

    public MultilabelPredictions Take(ReadOnlySpan<int> units) =>
        new(Labels, TaskRows.Pick(_target, Labels.Count, units), TaskRows.Pick(_predicted, Labels.Count, units), _values is null ? null : TaskRows.Pick(_values, Labels.Count, units));

    /// <exception cref="SakerException">Only labels were predicted.</exception>
    internal ReadOnlySpan<double> Values(string score) => _values ?? throw new SakerException(ErrorKind.InvalidInput, $"{score} needs a value for each label; only labels were predicted.", "values");

    private ClassTally[] Tally(int count, Func<int, int, int> place)
    {
        var tallies = new ClassTally[count];
        for (var i = 0; i < _target.Length; i++)
        {
            ref var own = ref tallies[place(i, Labels.Count)];
            own = (_target[i], _predicted[i]) switch
            {
                (true, true) => own with { TruePositives = own.TruePositives + 1 },
                (false, true) => own with { FalsePositives = own.FalsePositives + 1 },
                (true, false) => own with { FalseNegatives = own.FalseNegatives + 1 },
                _ => own,
            };
        }
        return tallies;
    }
}
