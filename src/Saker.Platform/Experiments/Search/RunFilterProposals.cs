using System.Globalization;
using Saker.Platform.Search;
using Saker.Platform.Storage;

namespace Saker.Platform.Experiments.Search;

/// <summary>Proposes how a filter of runs goes on: by what the latest runs have.</summary>
/// <param name="session">Where they are.</param>
/// <param name="experiment">Whose runs are searched; null for those of all.</param>
internal sealed class RunFilterProposals(Session session, long? experiment)
{
    // Longer ones nobody picks from a list.
    private const int MaxValueLength = 200;

    private static readonly string[] s_statuses = ["FINISHED", "RUNNING", "FAILED", "KILLED", "SCHEDULED"];

    private readonly RunFilterValues _values = new(session, experiment);

    public async Task<FilterCompletion> CompleteAsync(string filter, int at)
    {
        var place = FilterCursor.Find(TrackingTargets.Runs, filter, at);
        var proposals = place.Expected switch
        {
            FilterExpectation.Field => await FieldsAsync(place.Written),
            FilterExpectation.Comparator => Comparators(place),
            FilterExpectation.NegatedComparator => Words(place.Written, "comparator", "IN", "LIKE", "ILIKE"),
            FilterExpectation.List => Words(place.Written, "comparator", "("),
            FilterExpectation.Value => await ValuesAsync(place),
            FilterExpectation.ListGoesOn => Words(place.Written, "keyword", ",", ")"),
            FilterExpectation.Junction => Words(place.Written, "keyword", place.OpenCount > 0 ? ["AND", "OR", ")"] : ["AND", "OR"]),
            _ => [],
        };
        // Words that follow one another directly would be one.
        var needsSpace = place.Length == 0 && place.Start > 0 && !char.IsWhiteSpace(filter[place.Start - 1]) && filter[place.Start - 1] != '(';
        return new FilterCompletion
        {
            Start = place.Start,
            Length = place.Length,
            Proposals = [.. proposals.Take(FilterCompletion.MaxCount).Select(one => needsSpace && one.Written[0] is not ',' and not ')' ? one with { Written = " " + one.Written } : one)],
        };
    }

    private async Task<IEnumerable<FilterProposal>> FieldsAsync(string written)
    {
        var keys = await new ExperimentSummaries(session).KeysAsync(experiment);
        var all = keys.Metrics.Select(key => Entry("metrics", "metric", key))
            .Concat(keys.Parameters.Select(key => Entry("params", "parameter", key)))
            .Concat(TrackingTargets.Runs.Columns.Where(column => column.CanFilter).Select(column => new FilterProposal(column.Name, column.Name + " ", "attribute")))
            .Concat(keys.Tags.Select(key => Entry("tags", "tag", key)))
            .Concat(TrackingTargets.Runs.Relations.SelectMany(relation => relation.Columns.Select(column => new FilterProposal($"{relation.Names[0]}.{column.Name}", $"{relation.Names[0]}.{column.Name} ", "dataset"))))
            .Append(new FilterProposal("NOT", "NOT ", "keyword"))
            .Append(new FilterProposal("(", "(", "keyword"));
        var wanted = Usual(written);
        return all.Select(one => (one, Rank: Rank(one.Text, wanted))).Where(pair => pair.Rank < 3).OrderBy(pair => pair.Rank).Select(pair => pair.one);
    }

    // 'param.x' is found as 'params.x' is.
    private static string Usual(string written)
    {
        var dot = written.IndexOf('.', StringComparison.Ordinal);
        var entries = dot < 0 ? null : TrackingTargets.Runs.Entries.FirstOrDefault(entries => entries.Names.Contains(written[..dot]));
        return entries is null ? written : entries.Names[^1] + written[dot..];
    }

    // What begins so comes before what has a key that begins so, and that before what holds it anywhere.
    private static int Rank(string text, string wanted) =>
        text.StartsWith(wanted, StringComparison.OrdinalIgnoreCase) ? 0
        : text.IndexOf('.', StringComparison.Ordinal) is var dot && dot >= 0 && text.AsSpan(dot + 1).StartsWith(wanted, StringComparison.OrdinalIgnoreCase) ? 1
        : text.Contains(wanted, StringComparison.OrdinalIgnoreCase) ? 2
        : 3;

    private static FilterProposal Entry(string name, string kind, string key)
    {
        var isBare = key.All(FilterTokenizer.IsOfWord);
        return new FilterProposal($"{name}.{key}", isBare ? $"{name}.{key} " : $"{name}.\"{key.Replace("\"", "\"\"", StringComparison.Ordinal)}\" ", kind);
    }

    private static IEnumerable<FilterProposal> Comparators(FilterPlace place) => Words(
        place.Written,
        "comparator",
        place.Field is { Kind: FilterKind.Text } ? ["=", "!=", "LIKE", "ILIKE", "IN", "NOT LIKE", "NOT ILIKE", "NOT IN"] : [">", ">=", "<", "<=", "=", "!=", "IN", "NOT IN"]);

    private static IEnumerable<FilterProposal> Words(string written, string kind, params string[] words) => words
        .Where(word => word.StartsWith(written, StringComparison.OrdinalIgnoreCase))
        .Select(word => new FilterProposal(word, word == "(" ? word : word + " ", kind));

    private async Task<IEnumerable<FilterProposal>> ValuesAsync(FilterPlace place)
    {
        if (place.Field is not { } field)
            return [];
        if (field.Kind != FilterKind.Text)
            return (await _values.NumbersAsync(field)).Select(Number).Where(one => one.Text.StartsWith(place.Written, StringComparison.Ordinal)).Distinct();
        var known = field is ColumnField { Column.Name: "status" } ? s_statuses : await _values.TextsAsync(field, place.Written, MaxValueLength, FilterCompletion.MaxCount);
        return known.Where(value => value.Contains(place.Written, StringComparison.OrdinalIgnoreCase)).Select(value => new FilterProposal(value, $"'{value.Replace("'", "''", StringComparison.Ordinal)}' ", "value"));
    }

    private static FilterProposal Number((string Meaning, double Value) known)
    {
        var text = known.Value.ToString("R", CultureInfo.InvariantCulture);
        return new FilterProposal(text, text + " ", known.Meaning);
    }
}
