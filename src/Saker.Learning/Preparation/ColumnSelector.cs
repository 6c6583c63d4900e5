using Saker.Data;

namespace Saker.Learning.Preparation;

/// <summary>Which columns a step works on: named ones, or all of a kind that are there when the step is reached.</summary>
/// <remarks>In pipeline files one of the words <c>numbers</c>, <c>text</c> and <c>all</c>, or a list of names.</remarks>
public sealed record ColumnSelector
{
    private readonly string? _kind;
    private readonly IReadOnlyList<string> _names = [];

    private ColumnSelector(string kind) => _kind = kind;

    private ColumnSelector(IReadOnlyList<string> names) => _names = names;

    /// <summary>Every number column, booleans among them.</summary>
    public static ColumnSelector Numbers { get; } = new("numbers");

    /// <summary>Every text column.</summary>
    public static ColumnSelector Text { get; } = new("text");

    /// <summary>Every column.</summary>
    public static ColumnSelector All { get; } = new("all");

    /// <summary>The columns of these names, in this order.</summary>
    public static ColumnSelector Of(params IReadOnlyList<string> names) => new(names);

    public override string ToString() => _kind ?? string.Join(", ", _names);

    internal static ColumnSelector Read(Settings settings, ColumnSelector? fallback = null)
    {
        if (!settings.Has("columns") && fallback is not null)
        {
            settings.Texts("columns");
            return fallback;
        }
        var names = settings.Texts("columns");
        if (names.Count == 0)
            settings.Report("columns", "name at least one column, or one of the words numbers, text, all.");
        return names switch
        {
            ["numbers"] => Numbers,
            ["text"] => Text,
            ["all"] => All,
            _ => Of(names),
        };
    }

    /// <summary>The names meant among the columns; unknown and repeated names are reported all at once.</summary>
    internal IReadOnlyList<string> Resolve(TrainingColumns columns)
    {
        switch (_kind)
        {
            case "numbers": return [.. columns.Names.Where(name => columns.Type(name).IsNumeric())];
            case "text": return [.. columns.Names.Where(name => columns.Type(name) == ColumnType.Text)];
            case "all": return columns.Names;
        }
        var problems = _names.Where(name => !columns.Contains(name)).Select(name => new Problem("columns", UnknownColumn(name, columns.Names)))
            .Concat(_names.GroupBy(name => name).Where(group => group.Count() > 1).Select(group => new Problem("columns", $"'{group.Key}' is named {group.Count()} times.")))
            .ToArray();
        return problems.Length == 0 ? _names : throw new SakerException(ErrorKind.InvalidInput, "Some columns cannot be used.", problems);
    }

    /// <summary>The number columns meant; columns of another kind are reported.</summary>
    internal IReadOnlyList<string> ResolveNumbers(TrainingColumns columns, string advice)
    {
        // A model takes no dates, and 'all' may not silently mean fewer.
        var names = Resolve(columns);
        var problems = names.Where(name => !columns.Type(name).IsNumeric()).Select(name => new Problem("columns", $"'{name}' is {columns.Type(name).Name()}, not a number. {advice}")).ToArray();
        return problems.Length == 0 ? names : throw new SakerException(ErrorKind.InvalidInput, "Some columns are no numbers.", problems);
    }

    internal static string UnknownColumn(string name, IReadOnlyList<string> known) => $"there is no column '{name}'.{NearNames.Advise(name, known)}";

    internal static SakerException UnknownColumnError(string name, TrainingColumns columns) => new(ErrorKind.InvalidInput, UnknownColumn(name, columns.Names), "column");
}
