using System.Text.Json.Nodes;
using Saker.Data;
using Saker.Learning.Behaviour.Running;
using Saker.Learning.Models;

namespace Saker.Learning.Behaviour.Kinds;

/// <summary>A larger number never lowers the prediction, or never raises it, by more than the tolerance, all else equal.</summary>
public sealed record Monotonicity : BehaviourTest
{
    internal const string PublicName = "monotonicity";
    internal const int DefaultPoints = 8;

    public required string Input { get; init; }

    /// <summary>Whether the prediction may only rise with the number; else it may only fall.</summary>
    public required bool IsIncreasing { get; init; }

    public double Tolerance { get; init; }

    /// <summary>How many values are tried a row, evenly over the range that training saw; the row's own is one more.</summary>
    public int Points { get; init; } = DefaultPoints;

    public override string Kind => PublicName;

    public override IReadOnlyList<string> Columns => [Input];

    public override string Description =>
        FormattableString.Invariant($"a larger {Input} never {(IsIncreasing ? "lowers" : "raises")} the prediction{(Tolerance > 0 ? $" by more than {Tolerance}" : "")}");

    internal override IEnumerable<(string Key, string Message)> Check(Signature signature)
    {
        if (signature.FindInput(Input) is not { } input)
            return CheckInputs(signature, [Input], "column");
        return !input.Type.IsNumeric() || input.Type == ColumnType.Boolean
            ? [("column", $"'{Input}' is {input.Type.Name()}; only numbers grow.")]
            : input.Min is null || input.Min == input.Max ? [("column", $"training saw one value only in '{Input}'.")] : [];
    }

    internal override (string Key, long RowCount) Cost(Signature signature, long rowCount) => ("points", rowCount * (Points + 1));

    internal override Task<BehaviourFinding> RunAsync(BehaviourTrial trial, CancellationToken cancellationToken)
    {
        var column = trial.IndexOf(Input);
        var input = trial.Inputs[column];
        double[] numbers = [.. Enumerable.Range(0, Points).Select(i => RowMaker.Rounded(input, input.Min!.Value + (input.Max!.Value - input.Min.Value) * i / (Points - 1)))];
        var rule = new PairRule((before, after) => PairRule.Broken((IsIncreasing ? before - after : after - before) - Tolerance), CanDropColumns: false, CanShrinkNumbers: true);
        return new PairTrial(trial, rule).RunAsync(trial.Rows.Select(row => new RowCase(Rising(row, column, numbers), IsChain: true)), cancellationToken);
    }

    private static BehaviourRow[] Rising(BehaviourRow row, int column, double[] numbers)
    {
        var own = row.Cells[column] as double?;
        return [.. (own is { } number ? numbers.Append(number) : numbers).Distinct().Order().Select(value => value.Equals(own) ? row : row.With(column, value))];
    }

    internal override void Describe(JsonObject described)
    {
        described["column"] = Input;
        described["direction"] = IsIncreasing ? "increasing" : "decreasing";
        if (Tolerance != 0)
            described["tolerance"] = Tolerance;
        if (Points != DefaultPoints)
            described["points"] = Points;
    }
}
