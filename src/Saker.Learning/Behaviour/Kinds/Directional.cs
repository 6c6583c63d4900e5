using System.Text.Json.Nodes;
using Saker.Data;
using Saker.Learning.Behaviour.Running;
using Saker.Learning.Models;

namespace Saker.Learning.Behaviour.Kinds;

/// <summary>A declared change moves the prediction in a declared direction.</summary>
public sealed record Directional : BehaviourTest
{
    internal const string PublicName = "directional";

    public required IReadOnlyList<ValueChange> Change { get; init; }

    /// <summary>By column, the values of the rows that are asked about, as <see cref="BehaviourText"/> writes them; empty for all rows.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Where { get; init; } = new Dictionary<string, IReadOnlyList<string>>();

    public required ExpectedChange Expect { get; init; }

    /// <summary>By how much at least the prediction moves; for "not increase" and "not decrease" how far it may move the other way.</summary>
    public double By { get; init; }

    public override string Kind => PublicName;

    public override IReadOnlyList<string> Columns => [.. Change.Select(change => change.Column)];

    public override string Description
    {
        get
        {
            var verb = Expect switch
            {
                ExpectedChange.Increase => "raises",
                ExpectedChange.Decrease => "lowers",
                ExpectedChange.NotIncrease => "does not raise",
                _ => "does not lower",
            };
            var where = Where.Count == 0 ? "" : $", where {string.Join(" and ", Where.Select(pair => $"{pair.Key} is {string.Join(" or ", pair.Value)}"))}";
            return FormattableString.Invariant($"{string.Join(" and ", Change)} {verb} the prediction{(By > 0 ? $" by {(Expect is ExpectedChange.Increase or ExpectedChange.Decrease ? "at least" : "more than")} {By}" : "")}{where}");
        }
    }

    internal override IEnumerable<(string Key, string Message)> Check(Signature signature) =>
    [
        .. CheckInputs(signature, Columns, "change"),
        .. CheckInputs(signature, Where.Keys, "where"),
        .. Change.SelectMany(change => signature.FindInput(change.Column) is { } input ? change.Check(input) : []),
        .. Where.SelectMany(pair => signature.FindInput(pair.Key)?.Categories is { } categories
            ? pair.Value.Where(value => !categories.Contains(value)).Select(value => ($"where.{pair.Key}", $"training never saw '{value}' in '{pair.Key}'.{Preparation.NearNames.Advise(value, categories)}")) : []),
    ];

    internal override async Task<BehaviourFinding> RunAsync(BehaviourTrial trial, CancellationToken cancellationToken)
    {
        var changes = Change.Select(change => (Change: change, Column: trial.IndexOf(change.Column))).ToArray();
        var where = Where.Select(pair => (Column: trial.IndexOf(pair.Key), Values: pair.Value)).ToArray();
        var asked = trial.Rows.Where(row => where.All(condition => condition.Values.Contains(BehaviourText.Of(row.Cells[condition.Column]))));
        // A row that is as the change would make it says nothing.
        var cases = asked.Select(row => (Before: row, After: Changed(row))).Where(pair => !pair.Before.Cells.SequenceEqual(pair.After.Cells)).Select(pair => new RowCase([pair.Before, pair.After]));
        var finding = await new PairTrial(trial, new PairRule(Breach, CanDropColumns: false, CanShrinkNumbers: false)).RunAsync(cases, cancellationToken);
        return finding.CaseCount > 0 ? finding : finding with { CaseCount = 1, FailureCount = 1, Observed = "no row can be asked: none is of this kind and differs from what it would be changed to" };

        BehaviourRow Changed(BehaviourRow row) => changes.Aggregate(row, (changed, each) => changed.With(each.Column, each.Change.Apply(trial.Inputs[each.Column], changed.Cells[each.Column])));
    }

    internal override void Describe(JsonObject described)
    {
        described["change"] = new JsonObject(Change.Select(change => KeyValuePair.Create(change.Column, change.ToJson())));
        if (Where.Count > 0)
            described["where"] = new JsonObject(Where.Select(pair => KeyValuePair.Create(pair.Key, (JsonNode?)new JsonArray([.. pair.Value.Select(value => (JsonNode)value)]))));
        described["expect"] = Words[Expect];
        if (By != 0)
            described["by"] = By;
    }

    internal static IReadOnlyDictionary<ExpectedChange, string> Words { get; } = new Dictionary<ExpectedChange, string>
    {
        [ExpectedChange.Increase] = "increase",
        [ExpectedChange.Decrease] = "decrease",
        [ExpectedChange.NotIncrease] = "not_increase",
        [ExpectedChange.NotDecrease] = "not_decrease",
    };

    internal static IReadOnlyDictionary<string, IReadOnlyList<string>> ReadWhere(Settings settings) =>
        settings.Keys().ToDictionary(column => column, settings.Texts, StringComparer.Ordinal);

    // "Increase" asks for more than nothing even where no amount is named.
    private double Breach(double before, double after)
    {
        var rise = after - before;
        return PairRule.Broken(Expect switch
        {
            ExpectedChange.Increase => rise > 0 && rise >= By ? 0 : Math.Max(By - rise, double.Epsilon),
            ExpectedChange.Decrease => rise < 0 && -rise >= By ? 0 : Math.Max(By + rise, double.Epsilon),
            ExpectedChange.NotIncrease => rise - By,
            _ => -rise - By,
        });
    }
}
