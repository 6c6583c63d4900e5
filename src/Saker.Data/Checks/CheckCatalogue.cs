namespace Saker.Data.Checks;

/// <summary>The kinds of checks by their public names.</summary>
public static class CheckCatalogue
{
    private static readonly SortedDictionary<string, Func<Settings, Check>> Kinds = new(StringComparer.Ordinal)
    {
        [AnyNotNullCheck.Kind] = AnyNotNullCheck.Create,
        [ChangeCheck.Kind] = ChangeCheck.Create,
        [ColumnCountCheck.Kind] = ColumnCountCheck.Create,
        [ColumnExistsCheck.Kind] = ColumnExistsCheck.Create,
        [ColumnsDifferCheck.Kind] = ColumnsDifferCheck.Create,
        [ColumnsSumCheck.Kind] = ColumnsSumCheck.Create,
        [CombinationInSetCheck.Kind] = CombinationInSetCheck.Create,
        [CompareCheck.Kind] = CompareCheck.Create,
        [CompletenessCheck.Kind] = CompletenessCheck.Create,
        [ContainsCheck.Kind] = ContainsCheck.Create,
        [ContainsValuesCheck.Kind] = ContainsValuesCheck.Create,
        [CorrelationCheck.Kind] = CorrelationCheck.Create,
        [DateRangeCheck.Kind] = DateRangeCheck.Create,
        [DatetimeFormatCheck.Kind] = DatetimeFormatCheck.Create,
        [DecimalsCheck.Kind] = DecimalsCheck.Create,
        [DecreasingCheck.Kind] = DecreasingCheck.Create,
        [DistinctCountCheck.Kind] = DistinctCountCheck.Create,
        [DistinctShareCheck.Kind] = DistinctShareCheck.Create,
        [DistributionCheck.Kind] = DistributionCheck.Create,
        [EmailCheck.Kind] = EmailCheck.Create,
        [EndsWithCheck.Kind] = EndsWithCheck.Create,
        [EntropyCheck.Kind] = EntropyCheck.Create,
        [ForeignKeyCheck.Kind] = ForeignKeyCheck.Create,
        [FreshnessCheck.Kind] = FreshnessCheck.Create,
        [FunctionalDependencyCheck.Kind] = FunctionalDependencyCheck.Create,
        [GapCheck.Kind] = GapCheck.Create,
        [InSetCheck.Kind] = InSetCheck.Create,
        [IncreasingCheck.Kind] = IncreasingCheck.Create,
        [IpAddressCheck.Kind] = IpAddressCheck.Create,
        [IsNullCheck.Kind] = IsNullCheck.Create,
        [JsonCheck.Kind] = JsonCheck.Create,
        [LengthCheck.Kind] = LengthCheck.Create,
        [LikeCheck.Kind] = LikeCheck.Create,
        [MatchesCheck.Kind] = MatchesCheck.Create,
        [MaxCheck.Kind] = MaxCheck.Create,
        [MeanCheck.Kind] = MeanCheck.Create,
        [MeanLengthCheck.Kind] = MeanLengthCheck.Create,
        [MedianCheck.Kind] = MedianCheck.Create,
        [MinCheck.Kind] = MinCheck.Create,
        [MostCommonCheck.Kind] = MostCommonCheck.Create,
        [NotBlankCheck.Kind] = NotBlankCheck.Create,
        [NotInFutureCheck.Kind] = NotInFutureCheck.Create,
        [NotInSetCheck.Kind] = NotInSetCheck.Create,
        [NotLikeCheck.Kind] = NotLikeCheck.Create,
        [NotMatchesCheck.Kind] = NotMatchesCheck.Create,
        [NotNegativeCheck.Kind] = NotNegativeCheck.Create,
        [NotNullCheck.Kind] = NotNullCheck.Create,
        [NullShareCheck.Kind] = NullShareCheck.Create,
        [OfTypeCheck.Kind] = OfTypeCheck.Create,
        [OutliersCheck.Kind] = OutliersCheck.Create,
        [PositiveCheck.Kind] = PositiveCheck.Create,
        [QuantileCheck.Kind] = QuantileCheck.Create,
        [RangeCheck.Kind] = RangeCheck.Create,
        [RepeatsCheck.Kind] = RepeatsCheck.Create,
        [RowCountCheck.Kind] = RowCountCheck.Create,
        [RowCountEqualsCheck.Kind] = RowCountEqualsCheck.Create,
        [RowRuleCheck.Kind] = RowRuleCheck.Create,
        [SameSetCheck.Kind] = SameSetCheck.Create,
        [SchemaCheck.Kind] = SchemaCheck.Create,
        [SequenceCheck.Kind] = SequenceCheck.Create,
        [ShareCheck.Kind] = ShareCheck.Create,
        [StartsWithCheck.Kind] = StartsWithCheck.Create,
        [StdCheck.Kind] = StdCheck.Create,
        [SumCheck.Kind] = SumCheck.Create,
        [TableRuleCheck.Kind] = TableRuleCheck.Create,
        [UniqueCheck.Kind] = UniqueCheck.Create,
        [UrlCheck.Kind] = UrlCheck.Create,
        [UuidCheck.Kind] = UuidCheck.Create,
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
        var check = Common(create(settings), settings);
        settings.RejectUnknown();
        return settings.Problems.Count == before ? check : null;
    }

    /// <summary>Reads the keys that all kinds have, or all of a sort.</summary>
    private static Check Common(Check check, Settings settings)
    {
        check = check with
        {
            Severity = settings.Choice("severity", "fail", "fail", "warn") == "warn" ? Severity.Warn : Severity.Fail,
            Title = settings.OptionalText("name"),
            Note = settings.OptionalText("description"),
        };
        if (check is ConditionalCheck conditional)
            check = conditional with { Where = ConditionText.Read(settings, "where") };
        if (check is RowCheck rows)
            check = rows with { Mostly = settings.Number("mostly", 1, 0, 1) };
        return check;
    }
}
