using System.Collections;
using System.Globalization;
using Saker.Platform.Storage;

namespace Saker.Platform.Search;

/// <summary>
/// One search: what, where, which, in what order, from where, how many. It gives the keys of the rows found; who asks reads
/// the rows.
/// <code>
/// var hits = await new SearchQuery { Target = RegistrySearch.Models, Filter = "tags.team = 'risk'", MaxCount = 100 }.RunAsync(session);
/// </code>
/// </summary>
internal sealed record SearchQuery
{
    // From so many rows on it pays to begin an order at the index of what is ordered by.
    private const int WideFrom = 500;

    public required FilterTarget Target { get; init; }

    /// <summary>What always holds, in SQL of ours: <c>r.lifecycle = @lifecycle</c>.</summary>
    public string? Where { get; init; }

    /// <summary>The values of <see cref="Where"/>; lists for IN are possible. No name begins with p.</summary>
    public IReadOnlyDictionary<string, object> Parameters { get; init; } = new Dictionary<string, object>();

    /// <summary>What the caller wrote.</summary>
    public string? Filter { get; init; }

    /// <summary>What the caller wrote.</summary>
    public IReadOnlyList<string> OrderBy { get; init; } = [];

    /// <summary>What the page before gave, or null for the first page.</summary>
    public string? PageToken { get; init; }

    /// <summary>Rows of a page; at least 1.</summary>
    public required int MaxCount { get; init; }

    /// <exception cref="Saker.Data.SakerException">Filter, order or token are wrong; the message says where and what would be right.</exception>
    public async Task<SearchHits> RunAsync(Session session)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxCount, 1);
        // 1. All that the caller wrote is checked before anything runs.
        var filter = FilterParser.Parse(Target, Filter);
        var terms = OrderParser.Parse(Target, OrderBy);
        var query = Fingerprint();
        // Whatever the way in which rows are read, they have the same sort keys: a token is good for each.
        var keys = new OrderSql(Target, terms, new SqlParameters()).Phases(isWide: false)[0].Keys;
        var token = PageToken is { Length: > 0 } text ? Search.PageToken.Read(text, query, keys) : new PageToken();

        // 2. Parts of the result are read until the page is full and one row more says that there is a next one.
        var isWide = token.Offset == 0 && terms[0].Field is EntryField && await IsWideAsync(session);
        List<object[]> rows = [];
        for (var phase = 0; rows.Count <= MaxCount; phase++)
        {
            var parameters = NewParameters();
            var phases = new OrderSql(Target, terms, parameters).Phases(isWide);
            if (phase == phases.Count)
                break;
            if (phases.Count == 1 || StartOf(token, phases[phase]) is not { } start)
                await ReadAsync(session, rows, phases[phase], filter, parameters, token.Position, token.Offset);
            else if (start <= phases[phase].Class)
                await ReadAsync(session, rows, phases[phase], filter, parameters, start == phases[phase].Class ? token.Position : null, 0);
        }
        return Cut(rows, keys, query);
    }

    // The class of the part in which the page before ended.
    private static long? StartOf(PageToken token, SearchPhase phase) => token.Position is { } position && phase.Keys[0].IsConstant ? (long)position[0] : null;

    private async Task<bool> IsWideAsync(Session session) => await session.ScalarAsync<long>(
        $"SELECT COUNT(*) FROM (SELECT 1 AS one FROM {Target.From}{(Where is null ? "" : " WHERE " + Where)} LIMIT {WideFrom}) wide", NewParameters().Values) == WideFrom;

    private Task ReadAsync(Session session, List<object[]> rows, SearchPhase phase, FilterNode? filter, SqlParameters parameters, IReadOnlyList<object>? position, int offset)
    {
        List<string> conditions = [.. phase.Where];
        if (Where is not null)
            conditions.Add(Where);
        if (FilterSql.Compile(filter, Target, parameters) is { } condition)
            conditions.Add(condition);
        var sorting = phase.Keys.Where(key => !key.IsConstant).ToList();
        if (position is not null)
            conditions.Add($"({SortKey.After(sorting, [.. position.Where((_, at) => !phase.Keys[at].IsConstant)], parameters)})");
        var sql = $"""
            SELECT {string.Join(", ", Target.Key.Concat(phase.Keys.Select(key => key.Sql)))}
            FROM {phase.From}{(conditions.Count == 0 ? "" : " WHERE " + string.Join(" AND ", conditions))}
            ORDER BY {string.Join(", ", sorting.Select(key => key.Sql + (key.IsDescending ? " DESC" : "")))}
            LIMIT {parameters.Add(MaxCount + 1 - rows.Count)} OFFSET {parameters.Add(offset)}
            """;
        var width = Target.Key.Count + phase.Keys.Count;
        return session.ReadAsync(sql, parameters.Values, reader =>
        {
            var row = new object[width];
            reader.GetValues(row);
            rows.Add(row);
        });
    }

    private SearchHits Cut(List<object[]> rows, IReadOnlyList<SortKey> keys, string query)
    {
        var hasMore = rows.Count > MaxCount;
        if (hasMore)
            rows.RemoveRange(MaxCount, rows.Count - MaxCount);
        var width = Target.Key.Count;
        return new SearchHits
        {
            Rows = [.. rows.Select(row => row[..width].Select(value => value is int whole ? (long)whole : value).ToArray())],
            NextPageToken = hasMore ? Search.PageToken.Write(query, keys.Select((key, at) => key.Read(rows[^1][width + at]))) : null,
        };
    }

    private SqlParameters NewParameters()
    {
        var parameters = new SqlParameters();
        foreach (var (name, value) in Parameters)
            parameters.Values.Add(name, value);
        return parameters;
    }

    private string Fingerprint() => Search.PageToken.Fingerprint(
    [
        Target.Name,
        Where ?? "",
        .. Parameters.OrderBy(parameter => parameter.Key, StringComparer.Ordinal).SelectMany(parameter => (string[])[parameter.Key, .. Texts(parameter.Value)]),
        Filter?.Trim() ?? "",
        .. OrderBy,
    ]);

    private static IEnumerable<string> Texts(object value) => value is IEnumerable list and not string
        ? list.Cast<object>().Select(item => Convert.ToString(item, CultureInfo.InvariantCulture)!)
        : [Convert.ToString(value, CultureInfo.InvariantCulture)!];
}
