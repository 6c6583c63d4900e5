namespace Saker.Platform.Search;

/// <summary>What may come at a place of a filter.</summary>
internal enum FilterExpectation
{
    Nothing,
    Field,
    Comparator,

    /// <summary>What follows the NOT of a comparator: LIKE, ILIKE or IN.</summary>
    NegatedComparator,

    /// <summary>The parenthesis that begins a list.</summary>
    List,
    Value,

    /// <summary>What follows a value of a list: a comma or the list's end.</summary>
    ListGoesOn,

    /// <summary>AND, OR or a closing parenthesis.</summary>
    Junction,
}
