using System.Text.Json.Nodes;
using Saker.Data;
using Saker.Learning.Behaviour.Running;
using Saker.Learning.Models;

namespace Saker.Learning.Behaviour.Kinds;

/// <summary>A little noise on numbers moves the prediction by no more than the tolerance.</summary>
public sealed record Noise : BehaviourTest
{
    internal const string PublicName = "noise";
    internal const double DefaultScale = 0.01;
    internal const double DefaultTolerance = 0.1;
    internal const int DefaultTries = 3;

    /// <summary>Empty for every number.</summary>
    public IReadOnlyList<string> Inputs { get; init; } = [];

    /// <summary>The standard deviation, as a share of the range that training saw; noise beyond three of them is drawn in.</summary>
    public double Scale { get; init; } = DefaultScale;

    public double Tolerance { get; init; } = DefaultTolerance;

    public int Tries { get; init; } = DefaultTries;

    public override string Kind => PublicName;

    public override IReadOnlyList<string> Columns => Inputs;

    public override string Description =>
        FormattableString.Invariant($"noise of {Scale:0.##%} of the range on {(Inputs.Count == 0 ? "every number" : string.Join(", ", Inputs))} moves the prediction by at most {Tolerance}");

    internal override IEnumerable<(string Key, string Message)> Check(Signature signature) =>
    [
        .. CheckInputs(signature, Inputs, "columns"),
        .. Inputs.Select(signature.FindInput).OfType<SignatureColumn>().Where(input => !IsNoisy(input)).Select(input => ("columns", $"'{input.Name}' is {input.Type.Name()} or never varies; noise is added to numbers.")),
        .. Inputs.Count == 0 && !signature.Inputs.Any(IsNoisy) ? new[] { ("columns", "the model takes no number that varies.") } : [],
    ];

    internal override (string Key, long RowCount) Cost(Signature signature, long rowCount) => ("tries", rowCount * (Tries + 1));

    internal override Task<BehaviourFinding> RunAsync(BehaviourTrial trial, CancellationToken cancellationToken)
    {
        int[] columns = [.. Enumerable.Range(0, trial.Inputs.Count).Where(column => IsNoisy(trial.Inputs[column]) && (Inputs.Count == 0 || Inputs.Contains(trial.Inputs[column].Name)))];
        var rule = PairRule.Same(Tolerance, canShrinkNumbers: true);
        return new PairTrial(trial, rule).RunAsync(trial.Rows.Select(row => new RowCase([row, .. Enumerable.Range(0, Tries).Select(_ => columns.Aggregate(row, (changed, column) => Shake(trial, changed, column)))])), cancellationToken);
    }

    internal override void Describe(JsonObject described)
    {
        if (Inputs.Count > 0)
            described["columns"] = new JsonArray([.. Inputs.Select(input => (JsonNode)input)]);
        if (Scale != DefaultScale)
            described["scale"] = Scale;
        described["tolerance"] = Tolerance;
        if (Tries != DefaultTries)
            described["tries"] = Tries;
    }

    private static bool IsNoisy(SignatureColumn input) => input.Type.IsNumeric() && input.Type != ColumnType.Boolean && input.Max > input.Min;

    private BehaviourRow Shake(BehaviourTrial trial, BehaviourRow row, int column)
    {
        if (row.Cells[column] is not double number)
            return row;
        var input = trial.Inputs[column];
        var shift = Math.Clamp(trial.Random.NextNormal(), -3, 3) * Scale * (input.Max!.Value - input.Min!.Value);
        return row.With(column, RowMaker.Rounded(input, number + shift));
    }
}
