using Saker.Dashboard.Layout;
using Saker.Platform.Registry;

namespace Saker.Dashboard.Registry;

/// <summary>Which models a list shows, as its address says it.</summary>
/// <param name="Text">Part of the name; null for all.</param>
/// <param name="Tag">A tag as <c>key=value</c>, or only its key; null for all.</param>
/// <param name="Sort"><c>name</c>, <c>-name</c>, <c>updated</c> or <c>created</c>; null as <c>name</c>.</param>
/// <param name="Page">What the page before gave; null for the first.</param>
public sealed record ModelListRequest(string? Text, string? Tag, string? Sort, string? Page)
{
    /// <summary>Models of a page.</summary>
    public const int MaxCount = 50;

    /// <summary>What there is to sort by, and how it is called.</summary>
    public static IReadOnlyList<(string Key, string Title, string Order)> Sorts { get; } =
        [("name", "Name", "name ASC"), ("-name", "Name, last first", "name DESC"), ("updated", "Changed last", "last_updated_timestamp DESC"), ("created", "Registered last", "creation_timestamp DESC")];

    /// <summary>Whether only some models are asked for.</summary>
    public bool IsFiltered => !string.IsNullOrWhiteSpace(Text) || !string.IsNullOrWhiteSpace(Tag);

    public RegistryQuery ToQuery() => new()
    {
        Filter = Filter(),
        OrderBy = [Sorts.FirstOrDefault(sort => sort.Key == Sort, Sorts[0]).Order],
        PageToken = string.IsNullOrEmpty(Page) ? null : Page,
        MaxCount = MaxCount,
    };

    /// <summary>The address of the same list from another place on.</summary>
    /// <param name="page">Null for its first page.</param>
    /// <param name="path">Of the page.</param>
    public string Address(string? page, string path = "/models") => Addresses.With(path, ("q", Text), ("tag", Tag), ("sort", Sort), ("page", page));

    private string? Filter()
    {
        List<string> terms = [];
        if (!string.IsNullOrWhiteSpace(Text))
            terms.Add($"name ILIKE {FilterTexts.Containing(Text.Trim())}");
        if (!string.IsNullOrWhiteSpace(Tag))
        {
            var parts = Tag.Split('=', 2, StringSplitOptions.TrimEntries);
            var field = $"tags.\"{Quoted(parts[0], '"')}\"";
            terms.Add(parts is [_, { Length: > 0 } value] ? $"{field} = '{Quoted(value, '\'')}'" : $"{field} LIKE '%'");
        }
        return terms.Count == 0 ? null : string.Join(" AND ", terms);
    }

    private static string Quoted(string text, char quote) => text.Replace(quote.ToString(), new string(quote, 2), StringComparison.Ordinal);
}
