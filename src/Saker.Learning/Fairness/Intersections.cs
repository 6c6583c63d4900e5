namespace Saker.Learning.Fairness;

/// <summary>Which combinations of the declared attributes are looked at beside each alone.</summary>
public enum Intersections
{
    /// <summary>Every two of them.</summary>
    Pairs,

    /// <summary>Every two, and all together.</summary>
    All,

    /// <summary>None but those that are declared as such.</summary>
    None,
}
