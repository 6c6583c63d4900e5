namespace Saker.Learning.Fairness;

/// <summary>What a report comes to, in sentences.</summary>
internal static class FairnessFindings
{
    public static IReadOnlyList<string> Of(FairnessReport report) =>
    [
        .. Measures(report, Verdict.Outside).Select(item => Outside(report, item.Attribute, item.Group, item.Measure)),
        .. Measures(report, Verdict.Within).Where(item => Straddles(item.Measure)).Select(item =>
            FormattableString.Invariant($"{Place(item.Attribute, item.Group)}{MeasureName.Title(item.Measure.Name)} is within {item.Measure.Limit}, but its interval is not ({Interval(item.Measure)}): more rows would tell.")),
        .. Measures(report, Verdict.NotJudged).GroupBy(item => (item.Attribute, item.Group)).Select(item => NotJudged(report, item.Key.Attribute, item.Key.Group, [.. item.Select(one => one.Measure)])),
        .. report.Attributes.Where(attribute => attribute.OverGroups.Any(measure => measure.Verdict is Verdict.Within or Verdict.Outside) && attribute.SmallGroups().Count > 0)
            .Select(attribute => $"{attribute.Name}: what is said over all groups leaves out those with fewer than {report.MinGroupSize} rows: {string.Join(", ", attribute.SmallGroups().Select(group => $"{group.Name} ({group.RowCount})"))}."),
        .. report.Attributes.Where(attribute => attribute.Groups.Any(group => group.Name.Contains(ProtectedColumn.Missing, StringComparison.Ordinal)) && !attribute.IsIntersection)
            .Select(attribute => $"{attribute.Name} is missing in {attribute.Groups.First(group => group.Name == ProtectedColumn.Missing).RowCount} rows, which are a group of their own."),
    ];

    private static IEnumerable<(string? Attribute, string? Group, FairnessMeasure Measure)> Measures(FairnessReport report, Verdict verdict) =>
        report.All().Where(item => item.Measure.Verdict == verdict);

    private static bool Straddles(FairnessMeasure measure) =>
        measure is { Limit: { } limit, Interval: { IsKnown: true } interval } && (!limit.Holds(interval.Low) || !limit.Holds(interval.High));

    private static string Outside(FairnessReport report, string? attribute, string? group, FairnessMeasure measure)
    {
        var compared = attribute is not null && group is not null ? $" against {report.Find(attribute)!.Privileged}" : "";
        return FormattableString.Invariant($"{Place(attribute, group)}{MeasureName.Title(measure.Name)} is {measure.Value:0.0000}{compared} ({Interval(measure)}); the limit is {measure.Limit}.");
    }

    private static string NotJudged(FairnessReport report, string? attribute, string? group, IReadOnlyList<FairnessMeasure> measures)
    {
        var names = string.Join(", ", measures.Select(measure => MeasureName.Title(measure.Name)));
        var undefined = measures.All(measure => double.IsNaN(measure.Value));
        return $"{Place(attribute, group)}{names} {(measures.Count == 1 ? "is" : "are")} not judged: " + (undefined ? "there is nobody to count." : $"a group has fewer than {report.MinGroupSize} rows.");
    }

    private static string Place(string? attribute, string? group) => attribute is null ? "" : group is null ? $"{attribute}: " : $"{attribute}, {group}: ";

    private static string Interval(FairnessMeasure measure) => measure.Interval.IsKnown
        ? FormattableString.Invariant($"{measure.Interval.Level:0.##%} interval {measure.Interval.Low:0.0000} to {measure.Interval.High:0.0000}")
        : "no interval";
}
