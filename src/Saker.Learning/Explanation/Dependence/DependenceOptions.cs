namespace Saker.Learning.Explanation.Dependence;

/// <summary>How finely curves are drawn, and on how many rows.</summary>
public sealed record DependenceOptions
{
    /// <summary>The most points of a curve over numbers, 2 or more.</summary>
    public int MaxPoints { get; init; } = 20;

    /// <summary>The most categories of a curve; of more the commonest.</summary>
    public int MaxCategories { get; init; } = 30;

    /// <summary>The most rows that curves are averaged over; of more, an even choice.</summary>
    public int MaxRows { get; init; } = 500;

    /// <summary>The most rows whose own curves are given.</summary>
    public int MaxCurves { get; init; }
}
