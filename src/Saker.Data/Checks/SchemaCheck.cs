using Saker.Data.Checks.Running;

namespace Saker.Data.Checks;

/// <summary>The data have these columns, of these types: names, and on request their order, no others, and values that can be read as the types.</summary>
public sealed record SchemaCheck : Check
{
    internal const string Kind = "schema";

    /// <param name="types">The columns in their order; null for any type.</param>
    public SchemaCheck(IEnumerable<KeyValuePair<string, ColumnType?>> types) => Types = [.. types];

    /// <summary>The columns in their order, each with its type or null for any.</summary>
    public IReadOnlyList<KeyValuePair<string, ColumnType?>> Types { get; }

    /// <summary>Whether the columns must come in this order; others may stand between them unless <see cref="Strict"/>.</summary>
    public bool Ordered { get; init; }

    /// <summary>Whether there must be no other columns.</summary>
    public bool Strict { get; init; }

    /// <summary>Whether a column of another type is right when all its values can be read as the type, as <c>"12"</c> can as a number.</summary>
    public bool Coerce { get; init; }

    public override string Name => Kind;

    public override string Description => $"there are the columns {Words.Names([.. Types.Select(Describe)])}{(Ordered ? ", in this order" : "")}{(Strict ? ", and no others" : "")}";

    internal override string Advice => "Restore the columns at the source, or change the suite together with all that reads the data.";

    internal static SchemaCheck Create(Settings settings) => new(ReadTypes(settings))
    {
        Ordered = settings.Flag("ordered", false),
        Strict = settings.Flag("strict", false),
        Coerce = settings.Flag("coerce", false),
    };

    internal override CheckPlan Plan(CheckContext context)
    {
        var complaints = new List<(string? Column, string Complaint)>(Misplaced(context.Schema));
        var coerced = new List<CheckColumn>();
        foreach (var (name, type) in Types)
        {
            var position = context.Schema.IndexOf(name);
            if (position < 0 || type is not { } wanted || context.Schema[position].Type == wanted)
                continue;
            if (Coerce)
                coerced.Add(context.Column(position) with { Type = wanted });
            else
                complaints.Add((name, $"is {context.Schema[position].Type.Name()}, not {wanted.Name()}"));
        }
        return coerced.Count == 0 ? new KnownPlan(complaints) : new SchemaPlan(complaints, coerced);
    }

    private static List<KeyValuePair<string, ColumnType?>> ReadTypes(Settings settings)
    {
        if (settings.Value("columns") is IReadOnlyList<object?>)
            return [.. ColumnNames.Read(settings, 1).Select(name => KeyValuePair.Create(name, (ColumnType?)null))];
        var section = settings.Section("columns");
        var types = section.Keys().Select(name => KeyValuePair.Create(name, section.Has(name) && section.OptionalText(name) != "any" ? TypeNames.Read(section, name) : (ColumnType?)null)).ToList();
        if (types.Count == 0 && !settings.Has("columns"))
            settings.Report("columns", "list the columns, as [id, amount], or with their types, as {id: int64, amount: float64}.");
        return types;
    }

    private IEnumerable<(string? Column, string Complaint)> Misplaced(Schema schema)
    {
        foreach (var (name, _) in Types.Where(column => !schema.Contains(column.Key)))
            yield return (name, $"the column is missing; the columns are {Words.List([.. schema.Select(column => column.Name)])}");
        if (Strict)
        {
            foreach (var extra in schema.Where(column => Types.All(wanted => wanted.Key != column.Name)))
                yield return (extra.Name, "the column is not expected");
        }
        string[] wanted = [.. Types.Select(column => column.Key).Where(schema.Contains)];
        string[] found = [.. wanted.OrderBy(schema.IndexOf)];
        if (Ordered && !wanted.SequenceEqual(found))
            yield return (null, $"the columns come in the order {Words.List(found)}, not {Words.List(wanted)}");
    }

    private static string Describe(KeyValuePair<string, ColumnType?> column) => column.Value is { } type ? $"{column.Key} ({type.Name()})" : column.Key;
}
