using Saker.Data;

namespace Saker.Platform.Search;

/// <summary>
/// Reads filters: MLflow's grammar, and beyond it OR, NOT, parentheses, and IN, NOT IN, NOT LIKE, NOT ILIKE wherever a text is
/// compared. AND binds more tightly than OR. Its depth is bounded, so that no filter overflows the stack.
/// </summary>
internal sealed class FilterParser
{
    private const string What = "filter";

    private readonly FilterTokenizer _tokens;
    private readonly FilterNames _names;
    private readonly FilterValues _values;
    private FilterToken _token;
    private int _clauses;
    private int _depth;

    private FilterParser(FilterTarget target, string filter)
    {
        _tokens = new FilterTokenizer(filter, What);
        _names = new FilterNames(target, What);
        _values = new FilterValues();
        Advance();
    }

    /// <returns>The tree; null when there is no condition.</returns>
    /// <exception cref="SakerException">It is no filter, or not for this target; the message says where and what would be right.</exception>
    public static FilterNode? Parse(FilterTarget target, string? filter)
    {
        if (string.IsNullOrWhiteSpace(filter))
            return null;
        if (filter.Length > SearchLimits.MaxFilterLength)
            throw new SakerException(ErrorKind.InvalidInput, $"Invalid filter: it has {filter.Length} characters; at most {SearchLimits.MaxFilterLength} are possible.", What);
        FilterErrors.CheckCharacters(What, filter);
        var parser = new FilterParser(target, filter);
        var node = parser.Any(isNegated: false);
        return parser._token.Kind == FilterTokenKind.End
            ? node
            : throw parser.Error(parser._token, $"expected AND, OR or the end, found {parser._token}.");
    }

    private FilterNode Any(bool isNegated) => Chain("OR", isNegated, All, isAll: isNegated);

    private FilterNode All(bool isNegated) => Chain("AND", isNegated, Term, isAll: !isNegated);

    private FilterNode Chain(string keyword, bool isNegated, Func<bool, FilterNode> part, bool isAll)
    {
        var first = part(isNegated);
        if (!_token.Is(keyword))
            return first;
        List<FilterNode> parts = [first];
        while (_token.Is(keyword))
        {
            Advance();
            parts.Add(part(isNegated));
        }
        return isAll ? new FilterAll(parts) : new FilterAny(parts);
    }

    private FilterNode Term(bool isNegated)
    {
        var isNot = _token.Is("NOT");
        if (!isNot && _token.Kind != FilterTokenKind.Open)
            return Comparison(isNegated);
        if (++_depth > SearchLimits.MaxDepth)
            throw Error(_token, $"parentheses and NOTs lie more than {SearchLimits.MaxDepth} deep.");
        Advance();
        var node = isNot ? Term(!isNegated) : Any(isNegated);
        if (!isNot)
            Expect(FilterTokenKind.Close, "AND, OR or )");
        _depth--;
        return node;
    }

    private FilterComparison Comparison(bool isNegated)
    {
        if (++_clauses > SearchLimits.MaxClauses)
            throw Error(_token, $"it has more than {SearchLimits.MaxClauses} comparisons.");
        var name = Advance();
        var field = _names.Resolve(name);
        if (field is ColumnField { Column.CanFilter: false })
            throw Error(name, $"{field} can be ordered by, not filtered by.");
        var at = _token;
        var comparator = Comparator(field);
        FilterValues.CheckComparator(field, comparator, at);
        List<object> values = comparator.IsList() ? List(field) : [_values.Read(field, comparator, Advance())];
        return new FilterComparison(field, isNegated ? comparator.Negate() : comparator, values);
    }

    private FilterComparator Comparator(FilterField field)
    {
        var token = Advance();
        if (token.Kind == FilterTokenKind.Comparator)
        {
            return token.Text switch
            {
                "=" => FilterComparator.Equal,
                "!=" => FilterComparator.NotEqual,
                ">" => FilterComparator.Greater,
                ">=" => FilterComparator.GreaterOrEqual,
                "<" => FilterComparator.Less,
                _ => FilterComparator.LessOrEqual,
            };
        }
        var isNegated = token.Is("NOT");
        var word = isNegated ? Advance() : token;
        var comparator = word switch
        {
            _ when word.Is("LIKE") => FilterComparator.Like,
            _ when word.Is("ILIKE") => FilterComparator.ILike,
            _ when word.Is("IN") => FilterComparator.In,
            _ => throw Error(word, $"expected a comparator after {field}, found {word}. {FilterValues.Comparators(field)}"),
        };
        return isNegated ? comparator.Negate() : comparator;
    }

    // A comma may follow the last value: Python writes a tuple of one so.
    private List<object> List(FilterField field)
    {
        Expect(FilterTokenKind.Open, "a list such as ('a', 'b')");
        List<object> values = [];
        while (_token.Kind != FilterTokenKind.Close || values.Count == 0)
        {
            values.Add(_values.Read(field, FilterComparator.In, Advance()));
            if (_token.Kind != FilterTokenKind.Comma)
                break;
            Advance();
        }
        Expect(FilterTokenKind.Close, "a comma or )");
        return values;
    }

    private void Expect(FilterTokenKind kind, string expected)
    {
        if (_token.Kind != kind)
            throw Error(_token, $"expected {expected}, found {_token}.");
        Advance();
    }

    private FilterToken Advance()
    {
        var token = _token;
        _token = _tokens.Next();
        return token;
    }

    private SakerException Error(FilterToken token, string message) => FilterErrors.At(What, token.Position, message);
}
