using Saker.Data;
using Saker.Learning.Models;

namespace Saker.Platform.Tests.Rollouts.Planning;

/// <summary>A model that scores by a formula, and fails where it is told to.</summary>
internal sealed class ScoredToy(Func<double, double> score, Func<double, bool>? fails = null) : IModel
{
    public Signature Signature { get; } = new()
    {
        Inputs = [new SignatureColumn("x", ColumnType.Float64)],
        Outputs = [new SignatureColumn("label", ColumnType.Text), new SignatureColumn("probability", ColumnType.Float32)],
    };

    public ValueTask<Table> PredictAsync(Table rows, CancellationToken cancellationToken)
    {
        var x = rows.Get("x").ToFloat64();
        if (fails is not null && x.Any(fails))
            throw new InvalidOperationException("It does not like these rows.");
        float[] scores = [.. x.Select(value => (float)Math.Clamp(score(value), 0, 1))];
        return ValueTask.FromResult(new Table([Column.OfText("label", [.. scores.Select(value => value >= 0.5f ? "Yes" : "No")]), Column.Of<float>("probability", scores)]));
    }
}
