using Saker.Data;
using Saker.Learning.Models;
using Saker.Learning.Scores;

namespace Saker.Learning.Explanation.Sampling;

/// <summary>One number that a model says of each row: the probability of the positive class, or another number output. Counts what it was asked.</summary>
public sealed class ModelScore
{
    // So many rows are asked about at a time: enough for the model's speed, few enough for memory.
    private const int BatchRows = 4_096;

    private readonly IModel _model;
    private long _asked;

    /// <param name="model">The model.</param>
    /// <param name="output">The output that is looked at; null for <c>probability</c>, or the first of numbers.</param>
    /// <exception cref="SakerException">There is no such output, or none of numbers, or the model takes tensors.</exception>
    public ModelScore(IModel model, string? output = null)
    {
        _model = model;
        if (model.Signature.TakesTensors)
            throw new SakerException(ErrorKind.InvalidInput, "The model takes tensors of several values a row, not columns; only its trees or its linear function can be explained.", "model");
        string[] numbers = [.. ModelOutputs.NumbersOf(model.Signature)];
        Output = output ?? (numbers.Contains(ModelGraph.ProbabilityName) ? ModelGraph.ProbabilityName : numbers.FirstOrDefault())
            ?? throw new SakerException(ErrorKind.InvalidInput, "The model gives no number for a row, so there is nothing to explain.", "output");
        if (!numbers.Contains(Output))
            throw new SakerException(ErrorKind.InvalidInput, $"The model has no output '{Output}' of one number a row; it has: {string.Join(", ", numbers)}.", "output");
    }

    public string Output { get; }

    /// <summary>Probability for that output, else the output's own unit.</summary>
    public ExplainedUnit Unit => Output == ModelGraph.ProbabilityName || ModelOutputs.ClassesOf(_model.Signature) is not null ? ExplainedUnit.Probability : ExplainedUnit.Value;

    public Signature Signature => _model.Signature;

    /// <summary>How many rows the model was asked about through this.</summary>
    public long AskedCount => Interlocked.Read(ref _asked);

    /// <summary>The rows' columns that the model takes, in its order.</summary>
    /// <exception cref="SakerException">Columns are missing.</exception>
    public Table Columns(Table rows) => rows.Select(_model.Signature.Inputs.Select(input => input.Name));

    /// <summary>The number of each row, with the model's label where it gives one.</summary>
    internal async ValueTask<(double Score, string? Label)[]> LabelledAsync(Table rows, CancellationToken cancellationToken)
    {
        Interlocked.Add(ref _asked, rows.RowCount);
        var answers = await _model.PredictAsync(rows, cancellationToken);
        var scores = answers.Get(Output).ToFloat64();
        var labels = answers.Find(ModelGraph.LabelName) is { } column ? ColumnTexts.Of(column) : new string?[scores.Length];
        return [.. scores.Zip(labels)];
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
