namespace Saker.Platform.Search;

/// <summary>The kinds of <see cref="FilterToken"/>.</summary>
internal enum FilterTokenKind
{
    /// <summary>A name, a keyword or a number.</summary>
    Word,

    /// <summary>A text in single quotes.</summary>
    Text,

    /// <summary>In double quotes: a text, or a name.</summary>
    DoubleQuoted,

    /// <summary>In backticks: a name.</summary>
    Backticked,
    Comparator,
    Open,
    Close,
    Comma,
    End,
}
