namespace Saker.Platform.Gates;

/// <summary>Which figure a bound is about.</summary>
internal enum BoundSide
{
    /// <summary>What was measured.</summary>
    Value,

    /// <summary>The lower end of its interval.</summary>
    Low,

    /// <summary>The upper end of its interval.</summary>
    High,

    /// <summary>Both ends.</summary>
    Interval,
}
