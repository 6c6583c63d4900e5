using System.Text.Json.Nodes;
using Saker.Learning.Behaviour.Running;
using Saker.Learning.Models;

namespace Saker.Learning.Behaviour.Kinds;

/// <summary>Every prediction is a number between two bounds.</summary>
public sealed record OutputRange : BehaviourTest
{
    internal const string PublicName = "range";

    public double Min { get; init; }

    public double Max { get; init; } = 1;

    public override string Kind => PublicName;

    public override string Description => FormattableString.Invariant($"every prediction is between {Min} and {Max}");

    internal override IEnumerable<(string Key, string Message)> Check(Signature signature) => Min <= Max ? [] : [("min", "it is above 'max'.")];

    internal override async Task<BehaviourFinding> RunAsync(BehaviourTrial trial, CancellationToken cancellationToken)
    {
        var answers = await trial.Asking.AskAsync(trial.Rows, cancellationToken);
        var change = new RowChange(trial.Inputs);
        var failing = Enumerable.Range(0, answers.Length).Select(row => (Row: row, Breach: PairRule.Broken(Math.Max(Min - answers[row], answers[row] - Max)))).Where(found => found.Breach > 0).ToList();
        return new BehaviourFinding
        {
            CaseCount = answers.Length,
            FailureCount = failing.Count,
            Worst = failing.Count == 0 ? 0 : failing.Max(found => found.Breach),
            Observed = FormattableString.Invariant($"{answers.Min():0.####} to {answers.Max():0.####}"),
            Examples = [.. failing.OrderByDescending(found => found.Breach).Take(trial.ExampleCount)
                .Select(found => change.Example(new RowPair(trial.Rows[found.Row], trial.Rows[found.Row]), answers[found.Row], answers[found.Row]))],
        };
    }

    internal override void Describe(JsonObject described)
    {
        described["min"] = Min;
        described["max"] = Max;
    }
}
