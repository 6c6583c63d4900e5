namespace Saker.Data.Checks;

/// <summary>The kinds of checks by their public names.</summary>
public static class CheckCatalogue
{
    private static readonly SortedDictionary<string, Func<Settings, Check>> Kinds = new(StringComparer.Ordinal)
    {
        [ColumnExistsCheck.Kind] = ColumnExistsCheck.Create,
        [InSetCheck.Kind] = InSetCheck.Create,
        [LengthCheck.Kind] = LengthCheck.Create,
        [MatchesCheck.Kind] = MatchesCheck.Create,
        [NotNullCheck.Kind] = NotNullCheck.Create,
        [NullShareCheck.Kind] = NullShareCheck.Create,
        [RangeCheck.Kind] = RangeCheck.Create,
        [RowCountCheck.Kind] = RowCountCheck.Create,
        [UniqueCheck.Kind] = UniqueCheck.Create,
    };

    public static IReadOnlyList<string> Names { get; } = [.. Kinds.Keys];

    /// <summary>Reads one declared check; null, with the problems reported, when it is not right.</summary>
    public static Check? Create(Settings settings)
    {
        var before = settings.Problems.Count;
        var name = settings.Text("check");
        if (name.Length == 0)
            return null;
        if (!Kinds.TryGetValue(name, out var create))
        {
            settings.Report("check", $"there is no check '{name}'; use one of: {string.Join(", ", Names)}.");
            return null;
        }
        var severity = settings.Choice("severity", "fail", "fail", "warn") == "warn" ? Severity.Warn : Severity.Fail;
        var check = create(settings) with { Severity = severity };
        settings.RejectUnknown();
        return settings.Problems.Count == before ? check : null;
    }
}
