using Saker.Data;
using Saker.Learning.Models;
using Saker.Learning.Scores;

namespace Saker.Learning.Explanation.Sampling;

/// <summary>One number that a model says of each row: the probability of the positive class, of one of several classes, or another number output. Counts what it was asked.</summary>
public sealed class ModelScore
{
    // So many rows are asked about at a time: enough for the model's speed, few enough for memory.
    private const int BatchRows = 4_096;

    private readonly IModel _model;
    private readonly bool _isChosen;
    private long _asked;

    /// <param name="model">The model.</param>
    /// <param name="output">The output that is looked at; null for <c>probability</c>, or the first of numbers.</param>
    /// <exception cref="SakerException">There is no such output, or none of numbers, or the model takes tensors.</exception>
    public ModelScore(IModel model, string? output = null)
    {
        _model = model;
        _isChosen = output is not null;
        if (model.Signature.TakesTensors)
            throw new SakerException(ErrorKind.InvalidInput, "The model takes tensors of several values a row, not columns; only its trees or its linear function can be explained.", "model");
        string[] numbers = [.. ModelOutputs.NumbersOf(model.Signature)];
        Output = output ?? (numbers.Contains(ModelGraph.ProbabilityName) ? ModelGraph.ProbabilityName : numbers.FirstOrDefault())
            ?? throw new SakerException(ErrorKind.InvalidInput, "The model gives no number for a row, so there is nothing to explain.", "output");
        if (!numbers.Contains(Output))
            throw new SakerException(ErrorKind.InvalidInput, $"The model has no output '{Output}' of one number a row; it has: {string.Join(", ", numbers)}.", "output");
    }

    public string Output { get; }

    /// <summary>Of several classes the one whose probability is looked at; null of other models.</summary>
    public string? Class => ModelOutputs.ClassesOf(_model.Signature) is null ? null : Output[ModelOutputs.ProbabilityPrefix.Length..];

    /// <summary>Of a model of several classes the probability of one of them; of any other model its number.</summary>
    /// <param name="model">The model.</param>
    /// <param name="name">A class, by name or number from 0; null for what is looked at where nothing is said.</param>
    /// <exception cref="SakerException">There is no such class, or the model has no classes to choose from.</exception>
    public static ModelScore OfClass(IModel model, string? name) => name is null ? new ModelScore(model)
        : ModelOutputs.ClassesOf(model.Signature) is null ? throw new SakerException(ErrorKind.InvalidInput, "The model is none of several classes, so that none of them can be chosen; leave it out.", "class")
        : new ModelScore(model, ModelOutputs.NumbersOf(model.Signature)[ClassPlaces.Find(model.Signature, name)!.Value]);

    /// <summary>Of several classes of which none was chosen the probability of the class that a row is answered; else this.</summary>
    /// <param name="row">One row.</param>
    /// <param name="cancellationToken">Stops it.</param>
    internal async ValueTask<ModelScore> OfAnswerAsync(Table row, CancellationToken cancellationToken) =>
        _isChosen || Class is null ? this : Towards((await LabelledAsync(row, cancellationToken))[0].Label!);

    /// <summary>The probability of another of several classes.</summary>
    internal ModelScore Towards(string name) => new(_model, ModelOutputs.ProbabilityPrefix + name);

    /// <summary>Probability for that output, else the output's own unit.</summary>
    public ExplainedUnit Unit => Output == ModelGraph.ProbabilityName || ModelOutputs.ClassesOf(_model.Signature) is not null ? ExplainedUnit.Probability : ExplainedUnit.Value;

    public Signature Signature => _model.Signature;

    /// <summary>How many rows the model was asked about through this.</summary>
    public long AskedCount => Interlocked.Read(ref _asked);

    /// <summary>The rows' columns that the model takes, in its order.</summary>
    /// <exception cref="SakerException">Columns are missing.</exception>
    public Table Columns(Table rows) => rows.Select(_model.Signature.Inputs.Select(input => input.Name));

    /// <summary>The number of each row, with the model's label where it gives one, and what it says of that label: of several classes its probability.</summary>
    internal async ValueTask<(double Score, string? Label, double Said)[]> LabelledAsync(Table rows, CancellationToken cancellationToken)
    {
        Interlocked.Add(ref _asked, rows.RowCount);
        var answers = await _model.PredictAsync(rows, cancellationToken);
        var scores = answers.Get(Output).ToFloat64();
        var labels = answers.Find(ModelGraph.LabelName) is { } column ? ColumnTexts.Of(column) : new string?[scores.Length];
        var said = Class is null ? null : answers.Columns.Where(column => column.Type.IsNumeric()).ToDictionary(column => column.Name, column => column.ToFloat64(), StringComparer.Ordinal);
        return [.. scores.Select((score, row) => (score, labels[row], said is not null && said.TryGetValue(ModelOutputs.ProbabilityPrefix + labels[row], out var own) ? own[row] : score))];
    }

    public async ValueTask<double[]> OfAsync(Table rows, CancellationToken cancellationToken)
    {
        Interlocked.Add(ref _asked, rows.RowCount);
        var scores = new double[rows.RowCount];
        for (var start = 0; start < rows.RowCount; start += BatchRows)
        {
            cancellationToken.ThrowIfCancellationRequested();
            int[] batch = [.. Enumerable.Range(start, Math.Min(BatchRows, rows.RowCount - start))];
            var answers = await _model.PredictAsync(batch.Length == rows.RowCount ? rows : rows.Take(batch), cancellationToken);
            answers.Get(Output).ToFloat64().CopyTo(scores.AsSpan(start));
        }
        return scores;
    }
}
