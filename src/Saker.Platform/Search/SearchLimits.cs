namespace Saker.Platform.Search;

/// <summary>How much one search may ask for, so that its cost and its depth are bounded before anything is parsed or run.</summary>
internal static class SearchLimits
{
    /// <summary>Characters of a filter.</summary>
    public const int MaxFilterLength = 100_000;

    /// <summary>Comparisons in a filter.</summary>
    public const int MaxClauses = 100;

    /// <summary>Parentheses and NOTs within each other.</summary>
    public const int MaxDepth = 32;

    /// <summary>Values in all of a filter's lists together.</summary>
    public const int MaxValues = 2_000;

    /// <summary>Characters of a key; as long as the longest that can be logged.</summary>
    public const int MaxKeyLength = 250;

    /// <summary>Characters of a pattern of LIKE: its cost grows with its length.</summary>
    public const int MaxPatternLength = 1_000;

    /// <summary>Terms of an order.</summary>
    public const int MaxOrderTerms = 16;

    /// <summary>Characters of a page token.</summary>
    public const int MaxTokenLength = 100_000;
}
