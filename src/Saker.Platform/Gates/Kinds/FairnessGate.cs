using System.Globalization;
using Saker.Data;
using Saker.Learning.Fairness;
using Saker.Learning.Models;

namespace Saker.Platform.Gates.Kinds;

/// <summary>A limit on a measure of fairness, for one protected attribute; or for all rows, where the measure is about all of them.</summary>
internal sealed record FairnessGate(FairnessPlan Plan, string? Attribute, string Measure) : Gate
{
    private const string AllGroups = "all groups";
    private const int MaxNamed = 10;

    public override string Name => Attribute is null ? $"fairness.{Measure}" : $"fairness.{Attribute}.{Measure}";

    public override string Asked => $"{Measure.Replace('_', ' ')}{(Attribute is null ? "" : $" by {Attribute}")} lies within {Plan.Limits[Measure]}";

    public override string Terms => string.Create(
        CultureInfo.InvariantCulture,
        $"low={Plan.Limits[Measure].Low:R};high={Plan.Limits[Measure].High:R};favourable={Plan.Favourable};min_group={Plan.MinGroupSize};of={Plan.Attributes.FirstOrDefault(own => own.Name == Attribute)}");

    public override void Check(Table rows, string target, ClassLabels? labels, ICollection<Problem> problems)
    {
        // Without the classes nobody knows whether the favourable one is among them.
        var (plan, known) = labels is null ? (Plan with { Favourable = null }, new ClassLabels("", "")) : (Plan, labels);
        foreach (var problem in FairnessCheck.Check(plan, rows, known, "gates.fairness"))
            problems.Add(problem);
    }

    public override async Task<GateResult> JudgeAsync(GateEvidence evidence, CancellationToken cancellationToken)
    {
        var report = await evidence.GetFairnessAsync(Plan, cancellationToken);
        var parts = report.All().Where(item => item.Attribute == Attribute && item.Measure.Name == Measure)
            .Select(item => (Part: ToPart(report, item.Group, item.Measure), IsSmall: IsSmall(report, item.Group)))
            .OrderBy(item => item.Part.Outcome switch { GateOutcome.Failed => 0, GateOutcome.NotMeasurable => item.IsSmall ? 3 : 1, _ => 2 })
            .ToList();
        if (parts.Count == 0)
            return Result(GateOutcome.NotMeasurable, "it was not measured on these rows");
        // Small groups are left to chance and not judged, as small segments are; what is not defined in a group that is large enough is not passed.
        var (judged, small) = (parts.Where(item => !item.IsSmall).Select(item => item.Part).ToList(), parts.Where(item => item.IsSmall).Select(item => item.Part).ToList());
        var outcome = judged.Exists(part => part.Outcome == GateOutcome.Failed) ? GateOutcome.Failed
            : judged.TrueForAll(part => part.Outcome == GateOutcome.Passed) && judged.Count > 0 ? GateOutcome.Passed
            : GateOutcome.NotMeasurable;
        var first = parts[0].Part;
        var privileged = Attribute is null || first.Name == AllGroups ? null : report.Find(Attribute)?.Privileged;
        var undefined = outcome == GateOutcome.NotMeasurable && judged.Count > 0 ? $": it is not defined{(first.Name == AllGroups ? $", or a group has fewer than {Plan.MinGroupSize} rows" : "")}" : "";
        return Result(
            outcome, $"{first.Name}{(privileged is null ? "" : $" beside {privileged}")}: {Bound.Show(first.Value, first.Interval)}{undefined}{NotJudged(small)}", first.Value, first.Interval,
            parts.Count > 1 ? parts.ConvertAll(item => item.Part) : []);
    }

    private string NotJudged(IReadOnlyList<GatePart> small) => small.Count == 0 ? ""
        : $"; not judged, since they or the group beside them have fewer than {Plan.MinGroupSize} rows: "
            + string.Join(", ", small.Take(MaxNamed).Select(part => string.Create(CultureInfo.InvariantCulture, $"{part.Name} ({part.RowCount})"))) + (small.Count > MaxNamed ? " and others" : "");

    private GatePart ToPart(FairnessReport report, string? group, FairnessMeasure measure) => new(
        group ?? (Attribute is null ? "all rows" : AllGroups), Outcome(measure), measure.Value, measure.Interval, Comparison(report, group)?.RowCount ?? report.RowCount);

    private bool IsSmall(FairnessReport report, string? group) => Comparison(report, group)?.IsSmall ?? false;

    private GroupComparison? Comparison(FairnessReport report, string? group) =>
        group is null || Attribute is null ? null : report.Find(Attribute)?.Comparisons.FirstOrDefault(comparison => comparison.Group == group);

    private static GateOutcome Outcome(FairnessMeasure measure) => measure.Verdict switch
    {
        Verdict.Within => GateOutcome.Passed,
        Verdict.Outside => GateOutcome.Failed,
        _ => GateOutcome.NotMeasurable,
    };
}
