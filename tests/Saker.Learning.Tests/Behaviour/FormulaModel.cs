using Saker.Data;
using Saker.Learning.Models;

namespace Saker.Learning.Tests.Behaviour;

/// <summary>A model that is a formula over age (0 to 100), income (0 to 1000, may be missing), sex and plan; planted faults are easily told.</summary>
internal sealed class FormulaModel(Func<double, double, string, string, double> formula) : IModel
{
    public Signature Signature { get; } = new()
    {
        Inputs =
        [
            new SignatureColumn("age", ColumnType.Int64) { Min = 0, Max = 100 },
            new SignatureColumn("income", ColumnType.Float64) { Min = 0, Max = 1000, Nullable = true },
            new SignatureColumn("sex", ColumnType.Text) { Categories = ["f", "m"] },
            new SignatureColumn("plan", ColumnType.Text) { Categories = ["basic", "gold", "plus"] },
        ],
        Outputs = [new SignatureColumn(ModelGraph.ProbabilityName, ColumnType.Float64)],
    };

    /// <summary>Told of the rows of each call.</summary>
    public Action<int> Asked { get; init; } = _ => { };

    public static Table Rows { get; } = new(
    [
        Column.Of<long>("age", new long[] { 20, 40, 60 }),
        Column.OfNumbers("income", [100, double.NaN, 900]),
        Column.OfText("sex", ["f", "m", "f"]),
        Column.OfText("plan", ["basic", "gold", "plus"]),
    ]);

    public ValueTask<Table> PredictAsync(Table rows, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Asked(rows.RowCount);
        var (age, income, sex, plan) = (rows.Get("age").ToFloat64(), rows.Get("income").ToFloat64(), rows.Get<string>("sex").Values, rows.Get<string>("plan").Values);
        double[] answers = [.. Enumerable.Range(0, rows.RowCount).Select(row => formula(age[row], income[row], sex.Span[row], plan.Span[row]))];
        return ValueTask.FromResult(new Table([Column.Of<double>(ModelGraph.ProbabilityName, answers)]));
    }
}
