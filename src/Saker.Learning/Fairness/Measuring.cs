using Saker.Learning.Scores;

namespace Saker.Learning.Fairness;

/// <summary>From the counts of the groups of an attribute to its measures.</summary>
/// <param name="plan">Limits and the size of small groups.</param>
/// <param name="isOfLabels">Whether there are no predictions.</param>
/// <param name="isTurned">Whether the negative label is the favourable one.</param>
internal sealed class Measuring(FairnessPlan plan, bool isOfLabels, bool isTurned)
{
    private readonly ShareIntervals _intervals = new(plan.Level);

    /// <param name="groups">The groups.</param>
    /// <param name="counts">Of each group, with 1 for the positive label.</param>
    public AttributeFairness Compare(ProtectedGroups groups, Outcomes[] counts)
    {
        var privileged = groups.Privileged();
        int[] order = [privileged, .. Enumerable.Range(0, counts.Length).Where(i => i != privileged).OrderByDescending(i => counts[i].RowCount).ThenBy(i => i)];
        var favourable = counts.Select(Favourable).ToArray();
        var limits = groups.Attribute.IsIntersection && !plan.LimitsOnIntersections && !plan.Protected.Contains(groups.Attribute) ? null : plan.Limits;
        var comparisons = new List<GroupComparison>();
        if (counts.Length > 2)
        {
            var others = order.Skip(1).Aggregate(default(Outcomes), (sum, i) => sum + favourable[i]);
            comparisons.Add(Compare($"all but {groups.Names[privileged]}", others, favourable[privileged], limits) with { IsAllOthers = true });
        }
        foreach (var i in order.Skip(1))
            comparisons.Add(Compare(groups.Names[i], favourable[i], favourable[privileged], limits));
        return new AttributeFairness
        {
            Name = groups.Attribute.Name,
            Columns = [.. groups.Attribute.Columns.Select(column => column.Column)],
            IsIntersection = groups.Attribute.IsIntersection,
            Privileged = groups.Names[privileged],
            IsPrivilegedStated = groups.Attribute.Privileged is not null,
            Groups = [.. order.Select(i => Describe(groups.Names[i], counts[i], i == privileged))],
            Comparisons = comparisons,
            OverGroups = OverGroups(favourable, limits),
        };
    }

    public FairnessMeasure Index(Outcomes all)
    {
        var (value, interval) = BenefitIndex.Of(Favourable(all), plan.Level);
        return Judge(MeasureName.TheilIndex, value, interval, canJudge: true, plan.Limits);
    }

    private Outcomes Favourable(Outcomes counts) => isTurned ? counts.Turned() : counts;

    private GroupRates Describe(string name, Outcomes counts, bool isPrivileged) => new()
    {
        Name = name,
        RowCount = counts.RowCount,
        IsSmall = counts.RowCount < plan.MinGroupSize,
        IsPrivileged = isPrivileged,
        Confusion = counts.ToConfusion(),
        BaseRate = _intervals.Rate(counts.Base),
        SelectionRate = _intervals.Rate(counts.Selected),
        FalsePositiveRate = Outcome(counts.FalsePositiveRate),
        FalseNegativeRate = Outcome(counts.FalseNegativeRate),
        TruePositiveRate = Outcome(counts.TruePositiveRate),
        PositivePredictiveValue = Outcome(counts.PositivePredictiveValue),
        Accuracy = Outcome(counts.Correct),
    };

    private Rate? Outcome(Share share) => isOfLabels ? null : _intervals.Rate(share);

    private GroupComparison Compare(string name, Outcomes group, Outcomes privileged, IReadOnlyDictionary<string, FairnessLimit>? limits)
    {
        var isSmall = group.RowCount < plan.MinGroupSize || privileged.RowCount < plan.MinGroupSize;
        var measures = MeasureName.OfPairs.Where(IsAsked).Select(measure =>
        {
            var (value, interval) = Pair(measure, group, privileged);
            return Judge(measure, value, interval, !isSmall, limits);
        });
        return new GroupComparison { Group = name, RowCount = group.RowCount, IsSmall = isSmall, Measures = [.. measures] };
    }

    private bool IsAsked(string measure) => !isOfLabels || !MeasureName.NeedsOutcomes(measure);

    private (double Value, Interval Interval) Pair(string measure, Outcomes group, Outcomes privileged) => measure switch
    {
        MeasureName.StatisticalParityDifference => Difference(group.Selected, privileged.Selected),
        MeasureName.DisparateImpact => (group.Selected.Value / privileged.Selected.Value, _intervals.Ratio(group.Selected, privileged.Selected)),
        MeasureName.EqualOpportunityDifference => Difference(group.TruePositiveRate, privileged.TruePositiveRate),
        MeasureName.PredictiveParityDifference => Difference(group.PositivePredictiveValue, privileged.PositivePredictiveValue),
        _ => (
            0.5 * (group.FalsePositiveRate.Value - privileged.FalsePositiveRate.Value + (group.TruePositiveRate.Value - privileged.TruePositiveRate.Value)),
            _intervals.Sum([(0.5, group.FalsePositiveRate), (-0.5, privileged.FalsePositiveRate), (0.5, group.TruePositiveRate), (-0.5, privileged.TruePositiveRate)])),
    };

    private (double Value, Interval Interval) Difference(Share group, Share privileged) => (group.Value - privileged.Value, _intervals.Difference(group, privileged));

    private IReadOnlyList<FairnessMeasure> OverGroups(Outcomes[] groups, IReadOnlyDictionary<string, FairnessLimit>? limits)
    {
        // A handful of rows would be the extreme of nearly every rate; while two groups are large enough, it is about those.
        Outcomes[] large = [.. groups.Where(group => group.RowCount >= plan.MinGroupSize)];
        var canJudge = large.Length > 1;
        var judged = canJudge ? large : groups;
        Share[] selected = [.. judged.Select(group => group.Selected)];
        Share[] truePositives = [.. judged.Select(group => group.TruePositiveRate)];
        Share[] falsePositives = [.. judged.Select(group => group.FalsePositiveRate)];
        var n = judged.Length;
        List<FairnessMeasure> measures =
        [
            Judge(MeasureName.DemographicParityDifference, Span(selected), _intervals.Span(selected, n), canJudge, limits),
            Judge(MeasureName.DemographicParityRatio, SpanRatio(selected), _intervals.SpanRatio(selected, n), canJudge, limits),
        ];
        if (isOfLabels)
            return measures;
        var (ofTrue, ofFalse) = (_intervals.Span(truePositives, 2 * n), _intervals.Span(falsePositives, 2 * n));
        var difference = new Interval(Math.Max(ofTrue.Low, ofFalse.Low), Math.Max(ofTrue.High, ofFalse.High), plan.Level);
        measures.Add(Judge(MeasureName.EqualizedOddsDifference, Math.Max(Span(truePositives), Span(falsePositives)), difference, canJudge, limits));
        (ofTrue, ofFalse) = (_intervals.SpanRatio(truePositives, 2 * n), _intervals.SpanRatio(falsePositives, 2 * n));
        var ratio = new Interval(Math.Min(ofTrue.Low, ofFalse.Low), Math.Min(ofTrue.High, ofFalse.High), plan.Level);
        measures.Add(Judge(MeasureName.EqualizedOddsRatio, Math.Min(SpanRatio(truePositives), SpanRatio(falsePositives)), ratio, canJudge, limits));
        return measures;
    }

    // Groups without anybody to count say nothing.
    private static double Span(Share[] shares)
    {
        var known = shares.Where(share => share.Whole > 0).ToArray();
        return known.Length == 0 ? double.NaN : known.Max(share => share.Value) - known.Min(share => share.Value);
    }

    private static double SpanRatio(Share[] shares)
    {
        var known = shares.Where(share => share.Whole > 0).ToArray();
        return known.Length == 0 ? double.NaN : known.Min(share => share.Value) / known.Max(share => share.Value);
    }

    private static FairnessMeasure Judge(string name, double value, Interval interval, bool canJudge, IReadOnlyDictionary<string, FairnessLimit>? limits)
    {
        FairnessLimit? limit = limits is not null && limits.TryGetValue(name, out var found) ? found : null;
        return new FairnessMeasure
        {
            Name = name,
            Value = value,
            Interval = interval,
            Limit = limit,
            Verdict = limit is not { } known ? Verdict.None : !canJudge || double.IsNaN(value) ? Verdict.NotJudged : known.Holds(value) ? Verdict.Within : Verdict.Outside,
        };
    }
}
