using Saker.Data;
using Saker.Learning.Models;

namespace Saker.Learning.Tests.Explanation;

/// <summary>A model whose answer is a formula of its columns; label Yes from 0.5 on. The truth about it is known.</summary>
internal sealed class FormulaModel(IReadOnlyList<SignatureColumn> inputs, Func<Func<string, double>, Func<string, string>, double> formula) : IModel
{
    public Signature Signature { get; } = new() { Inputs = inputs, Outputs = [new SignatureColumn("label", ColumnType.Text), new SignatureColumn("probability", ColumnType.Float32)] };

    public ValueTask<Table> PredictAsync(Table rows, CancellationToken cancellationToken)
    {
        var numbers = inputs.Where(input => input.Type != ColumnType.Text).ToDictionary(input => input.Name, input => rows.Get(input.Name).ToFloat64());
        var texts = inputs.Where(input => input.Type == ColumnType.Text).ToDictionary(input => input.Name, input => rows.Get<string>(input.Name).Values);
        var answers = Enumerable.Range(0, rows.RowCount).Select(row => (float)formula(name => numbers[name][row], name => texts[name].Span[row])).ToArray();
        return ValueTask.FromResult(new Table([Column.OfText("label", [.. answers.Select(answer => answer >= 0.5f ? "Yes" : "No")]), Column.Of<float>("probability", answers)]));
    }

    /// <summary>Columns a and b (uniform in 0 to 1), c, which is a with a little noise, and colour.</summary>
    public static Table Rows(int count, int seed = 1)
    {
        var random = new Xoshiro256(seed);
        double[] a = [.. Enumerable.Range(0, count).Select(_ => random.NextDouble())];
        return new Table(
        [
            Column.OfNumbers("a", a),
            Column.OfNumbers("b", [.. a.Select(_ => random.NextDouble())]),
            Column.OfNumbers("c", [.. a.Select(value => value + (0.02 * random.NextNormal()))]),
            Column.OfText("colour", [.. a.Select(_ => new[] { "red", "green", "blue" }[random.Below(3)])]),
        ]);
    }

    public static IReadOnlyList<SignatureColumn> Inputs { get; } =
        [new("a", ColumnType.Float64), new("b", ColumnType.Float64), new("c", ColumnType.Float64), new("colour", ColumnType.Text)];
}
