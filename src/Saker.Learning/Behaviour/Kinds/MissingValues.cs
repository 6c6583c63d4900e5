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

    internal override (string Key, long RowCount) Cost(Signature signature, long rowCount) => ("columns", rowCount * (Asked(signature).LongCount() + 1));

    internal override async Task<BehaviourFinding> RunAsync(BehaviourTrial trial, CancellationToken cancellationToken)
    {
        int[] columns = [.. Asked(trial.Signature).Select(input => trial.IndexOf(input.Name))];
        if (columns.Length == 0)
            return new BehaviourFinding { CaseCount = 0, Observed = "training saw no missing values, so requests must have them all" };
        var cases = trial.Rows.Select(row => new RowCase([row, .. columns.Where(column => row.Cells[column] is not null).Select(column => row.With(column, null))]));
        return await new PairTrial(trial, PairRule.Same(Tolerance, canShrinkNumbers: false)).RunAsync(cases, cancellationToken);
    }

    private IEnumerable<SignatureColumn> Asked(Signature signature) => signature.Inputs.Where(input => Inputs.Count == 0 ? input.Nullable : Inputs.Contains(input.Name));

    internal override void Describe(JsonObject described)
    {
        if (Inputs.Count > 0)
            described["columns"] = new JsonArray([.. Inputs.Select(input => (JsonNode)input)]);
        described["tolerance"] = Tolerance;
    }
}
