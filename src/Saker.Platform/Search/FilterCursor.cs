using Saker.Data;

namespace Saker.Platform.Search;

/// <summary>
/// Follows a filter up to a place in it and tells what may come there. It knows the order of words and not what is right in all:
/// what is wrong before the place is the parser's to say.
/// </summary>
internal sealed class FilterCursor
{
    private const string What = "filter";

    private readonly FilterNames _names;
    private FilterExpectation _expected = FilterExpectation.Field;
    private FilterField? _field;
    private bool _isInList;
    private int _openCount;

    private FilterCursor(FilterTarget target) => _names = new FilterNames(target, What);

    /// <param name="target">What is searched.</param>
    /// <param name="filter">All of it.</param>
    /// <param name="at">The place, counted from 0: how many characters stand before it.</param>
    public static FilterPlace Find(FilterTarget target, string filter, int at)
    {
        var before = filter[..Math.Clamp(at, 0, filter.Length)];
        var nothing = new FilterPlace(FilterExpectation.Nothing, before.Length, 0, "");
        if (before.Length > SearchLimits.MaxFilterLength)
            return nothing;
        try
        {
            return new FilterCursor(target).Follow(new FilterTokenizer(before, What, mayEndOpen: true), before.Length);
        }
        catch (SakerException exception) when (exception.Kind == ErrorKind.InvalidInput)
        {
            return nothing;
        }
    }

    private FilterPlace Follow(FilterTokenizer tokens, int end)
    {
        var token = tokens.Next();
        while (token.Kind != FilterTokenKind.End)
        {
            var next = tokens.Next();
            // A word that the place touches is still being written.
            if (next.Kind == FilterTokenKind.End && IsUnfinished(token, tokens, end))
                return new FilterPlace(_expected, token.Position - 1, end - token.Position + 1, Written(token)) { Field = _field, OpenCount = _openCount };
            Take(token);
            token = next;
        }
        return new FilterPlace(_expected, end, 0, "") { Field = _field, OpenCount = _openCount };
    }

    // How long a token is in the text is known only of names and of what is open: their characters are the text's.
    private static bool IsUnfinished(FilterToken token, FilterTokenizer tokens, int end) =>
        tokens.EndedOpen || token is { Kind: FilterTokenKind.Word, Key: null } && token.Position - 1 + token.Text.Length == end;

    private static string Written(FilterToken token) => token.Key is { } key ? $"{token.Text}.{key}" : token.Text;

    private void Take(FilterToken token)
    {
        _expected = (_expected, token.Kind) switch
        {
            (FilterExpectation.Field, FilterTokenKind.Open) => Open(),
            (FilterExpectation.Field, _) when token.Is("NOT") => FilterExpectation.Field,
            (FilterExpectation.Field, _) => Name(token),
            (FilterExpectation.Comparator, FilterTokenKind.Comparator) => FilterExpectation.Value,
            (FilterExpectation.Comparator, _) when token.Is("NOT") => FilterExpectation.NegatedComparator,
            (FilterExpectation.Comparator or FilterExpectation.NegatedComparator, _) when token.Is("IN") => FilterExpectation.List,
            (FilterExpectation.Comparator or FilterExpectation.NegatedComparator, _) when token.Is("LIKE") || token.Is("ILIKE") => FilterExpectation.Value,
            (FilterExpectation.List, FilterTokenKind.Open) => Begin(),
            (FilterExpectation.Value, FilterTokenKind.Text or FilterTokenKind.DoubleQuoted or FilterTokenKind.Word) => _isInList ? FilterExpectation.ListGoesOn : FilterExpectation.Junction,
            (FilterExpectation.ListGoesOn, FilterTokenKind.Comma) => FilterExpectation.Value,
            (FilterExpectation.ListGoesOn or FilterExpectation.Value, FilterTokenKind.Close) when _isInList => End(),
            (FilterExpectation.Junction, FilterTokenKind.Close) when _openCount > 0 => Close(),
            (FilterExpectation.Junction, _) when token.Is("AND") || token.Is("OR") => FilterExpectation.Field,
            _ => throw FilterErrors.At(What, token.Position, $"{token} cannot stand here."),
        };
    }

    private FilterExpectation Open()
    {
        _openCount++;
        return FilterExpectation.Field;
    }

    private FilterExpectation Close()
    {
        _openCount--;
        return FilterExpectation.Junction;
    }

    private FilterExpectation Name(FilterToken token)
    {
        _field = _names.Resolve(token);
        return FilterExpectation.Comparator;
    }

    private FilterExpectation Begin()
    {
        _isInList = true;
        return FilterExpectation.Value;
    }

    private FilterExpectation End()
    {
        _isInList = false;
        return FilterExpectation.Junction;
    }
}
