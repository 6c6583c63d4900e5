using System.Globalization;
using Saker.Data;
using Saker.Learning.Fairness;
using Saker.Learning.Models;

namespace Saker.Platform.Gates.Kinds;

/// <summary>A limit on a measure of fairness, for one protected attribute; or for all rows, where the measure is about all of them.</summary>
internal sealed record FairnessGate(FairnessPlan Plan, string? Attribute, string Measure) : Gate
{
    public override string Name => Attribute is null ? $"fairness.{Measure}" : $"fairness.{Attribute}.{Measure}";

    public override string Asked => $"{Measure.Replace('_', ' ')}{(Attribute is null ? "" : $" by {Attribute}")} lies within {Plan.Limits[Measure]}";

    public override string Terms => string.Create(
        CultureInfo.InvariantCulture,
        $"low={Plan.Limits[Measure].Low:R};high={Plan.Limits[Measure].High:R};favourable={Plan.Favourable};min_group={Plan.MinGroupSize};of={Plan.Attributes.FirstOrDefault(own => own.Name == Attribute)}");

    public override void Check(Table rows, string target, ClassLabels? labels, ICollection<Problem> problems)
    {
        // Without the classes nobody knows whether the favourable one is among them.
        var (plan, known) = labels is null ? (Plan with { Favourable = null }, new ClassLabels("", "")) : (Plan, labels);
        foreach (var problem in FairnessCheck.Check(plan, rows, known, "gates.fairness", target))
            problems.Add(problem);
    }

    public override async Task<GateResult> JudgeAsync(GateEvidence evidence, CancellationToken cancellationToken)
    {
        var report = await evidence.GetFairnessAsync(Plan, cancellationToken);
        var measures = report.All().Where(item => item.Attribute == Attribute && item.Measure.Name == Measure).ToList();
        List<GatePart> parts = [.. measures
            .Select(item => new GatePart(item.Group ?? (Attribute is null ? "all rows" : "all groups"), Outcome(item.Measure), item.Measure.Value, item.Measure.Interval, RowCount(report, item.Group)))
            .OrderBy(part => part.Outcome switch { GateOutcome.Failed => 0, GateOutcome.NotMeasurable => 1, _ => 2 })];
        if (parts.Count == 0)
            return Result(GateOutcome.NotMeasurable, "it was not measured on these rows");
        var (first, privileged) = (parts[0], Attribute is null ? null : report.Find(Attribute)?.Privileged);
        var attribute = Attribute is null ? null : report.Find(Attribute);
        // A group that is too small is left out, as the plan says; one that is large enough and has no value leaves the question open.
        var open = parts.Where(part => part.Outcome == GateOutcome.NotMeasurable && attribute?.Comparisons.FirstOrDefault(comparison => comparison.Group == part.Name) is not { IsSmall: true }).ToList();
        var outcome = first.Outcome == GateOutcome.Failed ? GateOutcome.Failed
            : open.Count > 0 || parts.All(part => part.Outcome == GateOutcome.NotMeasurable) ? GateOutcome.NotMeasurable
            : GateOutcome.Passed;
        var shown = outcome == GateOutcome.Passed ? parts.First(part => part.Outcome == GateOutcome.Passed) : outcome == GateOutcome.NotMeasurable && open.Count > 0 ? open[0] : first;
        var against = privileged is null || shown.Name == "all groups" ? "" : $" beside {privileged}";
        var why = outcome == GateOutcome.NotMeasurable ? $": it is not defined, or fewer than two groups have {Plan.MinGroupSize} rows" : "";
        return Result(outcome, $"{shown.Name}{against}: {Bound.Show(shown.Value, shown.Interval)}{why}{LeftOut(attribute)}", shown.Value, shown.Interval, parts.Count > 1 ? parts : []);
    }

    private string LeftOut(AttributeFairness? attribute) => attribute?.SmallGroups() is { Count: > 0 } small
        ? $"; not judged, with fewer than {Plan.MinGroupSize} rows: {string.Join(", ", small.Select(group => $"{group.Name} ({group.RowCount})"))}"
        : "";

    private static GateOutcome Outcome(FairnessMeasure measure) => measure.Verdict switch
    {
        Verdict.Within => GateOutcome.Passed,
        Verdict.Outside => GateOutcome.Failed,
        _ => GateOutcome.NotMeasurable,
    };

    private int RowCount(FairnessReport report, string? group) =>
        group is not null && Attribute is not null && report.Find(Attribute) is { } attribute ? attribute.Comparisons.FirstOrDefault(comparison => comparison.Group == group)?.RowCount ?? report.RowCount : report.RowCount;
}
