namespace Saker.Platform.Search;

/// <summary>What the comparators are called and what their opposites are.</summary>
internal static class FilterComparators
{
    /// <summary>As it is written in a filter.</summary>
    public static string ToText(this FilterComparator comparator) => comparator switch
    {
        FilterComparator.Equal => "=",
        FilterComparator.NotEqual => "!=",
        FilterComparator.Greater => ">",
        FilterComparator.GreaterOrEqual => ">=",
        FilterComparator.Less => "<",
        FilterComparator.LessOrEqual => "<=",
        FilterComparator.Like => "LIKE",
        FilterComparator.NotLike => "NOT LIKE",
        FilterComparator.ILike => "ILIKE",
        FilterComparator.NotILike => "NOT ILIKE",
        FilterComparator.In => "IN",
        _ => "NOT IN",
    };

    /// <summary>What NOT makes of it; what is missing matches neither.</summary>
    public static FilterComparator Negate(this FilterComparator comparator) => comparator switch
    {
        FilterComparator.Equal => FilterComparator.NotEqual,
        FilterComparator.NotEqual => FilterComparator.Equal,
        FilterComparator.Greater => FilterComparator.LessOrEqual,
        FilterComparator.GreaterOrEqual => FilterComparator.Less,
        FilterComparator.Less => FilterComparator.GreaterOrEqual,
        FilterComparator.LessOrEqual => FilterComparator.Greater,
        FilterComparator.Like => FilterComparator.NotLike,
        FilterComparator.NotLike => FilterComparator.Like,
        FilterComparator.ILike => FilterComparator.NotILike,
        FilterComparator.NotILike => FilterComparator.ILike,
        FilterComparator.In => FilterComparator.NotIn,
        _ => FilterComparator.In,
    };

    public static bool IsPattern(this FilterComparator comparator) =>
        comparator is FilterComparator.Like or FilterComparator.NotLike or FilterComparator.ILike or FilterComparator.NotILike;

    public static bool IsList(this FilterComparator comparator) => comparator is FilterComparator.In or FilterComparator.NotIn;

    public static bool IsRange(this FilterComparator comparator) =>
        comparator is FilterComparator.Greater or FilterComparator.GreaterOrEqual or FilterComparator.Less or FilterComparator.LessOrEqual;
}
