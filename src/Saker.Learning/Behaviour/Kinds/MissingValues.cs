using System.Text.Json.Nodes;
using Saker.Learning.Behaviour.Running;
using Saker.Learning.Models;

namespace Saker.Learning.Behaviour.Kinds;

/// <summary>A value that goes missing is answered all the same, and moves the prediction by no more than the tolerance. One column of a row at a time.</summary>
public sealed record MissingValues : BehaviourTest
{
    internal const string PublicName = "missing";
    internal const double DefaultTolerance = 0.5;

    /// <summary>Empty for every input in which training saw missing values: elsewhere a request without a value is refused.</summary>
    public IReadOnlyList<string> Inputs { get; init; } = [];

    public double Tolerance { get; init; } = DefaultTolerance;

    public override string Kind => PublicName;

    public override IReadOnlyList<string> Columns => Inputs;

    public override string Description =>
        FormattableString.Invariant($"a missing {(Inputs.Count == 0 ? "value" : string.Join(" or ", Inputs))} is answered and moves the prediction by at most {Tolerance}");

    internal override IEnumerable<(string Key, string Message)> Check(Signature signature) => CheckInputs(signature, Inputs, "columns");

    internal override async Task<BehaviourFinding> RunAsync(BehaviourTrial trial, CancellationToken cancellationToken)
    {
        int[] columns = [.. Enumerable.Range(0, trial.Inputs.Count).Where(column => Inputs.Count == 0 ? trial.Inputs[column].Nullable : Inputs.Contains(trial.Inputs[column].Name))];
        if (columns.Length == 0)
            return new BehaviourFinding { CaseCount = 0, Observed = "training saw no missing values, so requests must have them all" };
        var pairs = new List<RowPair>();
        for (var row = 0; row < trial.Rows.Count; row++)
            foreach (var column in columns.Where(column => trial.Rows[row].Cells[column] is not null))
                pairs.Add(new RowPair(row, trial.Rows[row], trial.Rows[row].With(column, null)));
        return await new PairTrial(trial, PairRule.Same(Tolerance, canShrinkNumbers: false)).RunAsync(pairs, cancellationToken);
    }

    internal override void Describe(JsonObject described)
    {
        if (Inputs.Count > 0)
            described["columns"] = new JsonArray([.. Inputs.Select(input => (JsonNode)input)]);
        described["tolerance"] = Tolerance;
    }
}
