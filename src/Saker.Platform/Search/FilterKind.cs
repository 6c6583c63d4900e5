namespace Saker.Platform.Search;

/// <summary>What a field's values are, and so what it can be compared with.</summary>
internal enum FilterKind
{
    Text,

    /// <summary>Whole numbers: times in UTC epoch milliseconds, versions.</summary>
    Integer,

    /// <summary>Numbers that may be NaN, which a column <c>is_nan</c> says; NaN matches nothing.</summary>
    Metric,

    /// <summary>Numbers or texts, as the value is written; only for what is not asked of a database.</summary>
    Any,
}
