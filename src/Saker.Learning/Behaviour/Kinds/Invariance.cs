using System.Text.Json.Nodes;
using Saker.Data;
using Saker.Learning.Behaviour.Running;
using Saker.Learning.Models;

namespace Saker.Learning.Behaviour.Kinds;

/// <summary>Other values of some columns change the prediction by no more than the tolerance.</summary>
public sealed record Invariance : BehaviourTest
{
    internal const string PublicName = "invariance";
    internal const string ProtectedName = "protected";
    internal const int DefaultTries = 4;

    /// <summary>Whether the columns are protected attributes: it then also holds of a model that does not take them.</summary>
    public bool IsProtected { get; init; }

    public required IReadOnlyList<string> Inputs { get; init; }

    public double Tolerance { get; init; }

    /// <summary>How many other values are tried a row.</summary>
    public int Tries { get; init; } = DefaultTries;

    public override string Kind => IsProtected ? ProtectedName : PublicName;

    public override IReadOnlyList<string> Columns => Inputs;

    public override string Description => Tolerance == 0
        ? $"the prediction is the same whatever {string.Join(", ", Inputs)} {(Inputs.Count == 1 ? "is" : "are")}"
        : FormattableString.Invariant($"the prediction differs by at most {Tolerance} whatever {string.Join(", ", Inputs)} {(Inputs.Count == 1 ? "is" : "are")}");

    internal override IEnumerable<(string Key, string Message)> Check(Signature signature)
    {
        var unknown = IsProtected ? [] : CheckInputs(signature, Inputs, "columns");
        var single = Known(signature).Where(input => input is { Type: ColumnType.Text, Categories: null or { Count: < 2 } });
        return unknown.Concat(single.Select(input =>
            ("columns", $"training saw {(input.Categories is null ? "too many texts to list" : "one text only")} in '{input.Name}', so there is no other value to try.")));
    }

    internal override (string Key, long RowCount) Cost(Signature signature, long rowCount) => ("tries", rowCount * (Tries + 1));

    internal override async Task<BehaviourFinding> RunAsync(BehaviourTrial trial, CancellationToken cancellationToken)
    {
        int[] columns = [.. Known(trial.Signature).Select(input => trial.IndexOf(input.Name))];
        if (columns.Length == 0)
            return new BehaviourFinding { CaseCount = trial.Rows.Count, Observed = $"{string.Join(", ", Inputs)}: no input of the model" };
        var rule = PairRule.Same(Tolerance, canShrinkNumbers: true);
        return await new PairTrial(trial, rule).RunAsync(trial.Rows.Select(row => new RowCase([row, .. Enumerable.Range(0, Tries).Select(_ => Changed(row))])), cancellationToken);

        BehaviourRow Changed(BehaviourRow row) => columns.Aggregate(row, (changed, column) => changed.With(column, Other(trial, column, changed.Cells[column])));
    }

    internal override void Describe(JsonObject described)
    {
        described["columns"] = new JsonArray([.. Inputs.Select(input => (JsonNode)input)]);
        if (Tolerance != 0)
            described["tolerance"] = Tolerance;
        if (Tries != DefaultTries)
            described["tries"] = Tries;
    }

    private IEnumerable<SignatureColumn> Known(Signature signature) => Inputs.Select(signature.FindInput).OfType<SignatureColumn>();

    // A few draws find another value unless there is hardly one.
    private static object? Other(BehaviourTrial trial, int column, object? value)
    {
        for (var i = 0; i < 20; i++)
            if (RowMaker.Present(trial.Inputs[column], null, trial.Random) is { } other && !other.Equals(value))
                return other;
        return value;
    }
}
