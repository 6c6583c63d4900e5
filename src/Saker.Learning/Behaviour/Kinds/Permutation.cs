using System.Text.Json.Nodes;
using Saker.Learning.Behaviour.Running;
using Saker.Learning.Models;

namespace Saker.Learning.Behaviour.Kinds;

/// <summary>The order of columns, or that of rows, changes no prediction.</summary>
public sealed record Permutation : BehaviourTest
{
    internal const string OfColumns = "column_order";
    internal const string OfRows = "row_order";

    /// <summary>Whether rows change places; else columns do.</summary>
    public required bool IsOfRows { get; init; }

    public double Tolerance { get; init; } = Repetition.Rounding;

    public override string Kind => IsOfRows ? OfRows : OfColumns;

    public override string Description => $"the order of {(IsOfRows ? "rows" : "columns")} changes no prediction";

    internal override IEnumerable<(string Key, string Message)> Check(Signature signature) => [];

    internal override (string Key, long RowCount) Cost(Signature signature, long rowCount) => ("test", rowCount * 3);

    internal override async Task<BehaviourFinding> RunAsync(BehaviourTrial trial, CancellationToken cancellationToken)
    {
        var first = await trial.Asking.AskAsync(trial.Rows, cancellationToken);
        var breaches = new double[first.Length];
        var others = first.ToArray();
        // Backwards, where every other place is another one, and once by chance.
        int[] backwards = [.. Enumerable.Range(0, IsOfRows ? trial.Rows.Count : trial.Inputs.Count).Reverse()];
        int[] mixed = [.. backwards];
        trial.Random.Shuffle(mixed);
        foreach (var order in (int[][])[backwards, mixed])
        {
            var again = await (IsOfRows ? AskRowsAsync(trial, order, cancellationToken) : AskColumnsAsync(trial, order, cancellationToken));
            for (var row = 0; row < again.Length; row++)
                SameRows.Note(first, others, breaches, row, again[row], Tolerance);
        }
        return SameRows.Finding(trial, first, others, breaches);
    }

    private static async Task<double[]> AskRowsAsync(BehaviourTrial trial, int[] order, CancellationToken cancellationToken)
    {
        var turned = await trial.Asking.AskAsync([.. order.Select(row => trial.Rows[row])], cancellationToken);
        var again = new double[turned.Length];
        for (var i = 0; i < turned.Length; i++)
            again[order[i]] = turned[i];
        return again;
    }

    private static Task<double[]> AskColumnsAsync(BehaviourTrial trial, int[] order, CancellationToken cancellationToken) =>
        trial.Asking.AskAsync(RowTables.Of(trial.Inputs, [.. trial.Rows.Select(row => row.Cells)]).Select(order.Select(column => trial.Inputs[column].Name)), cancellationToken);

    internal override void Describe(JsonObject described)
    {
        if (Tolerance != Repetition.Rounding)
            described["tolerance"] = Tolerance;
    }
}
